//! A commented starter scenario.

/// The text of a starter scenario with this name as its title; it reads without mistakes.
pub fn starter(name: &str) -> String {
    let title = name.replace(['"', '\\'], "'");
    format!(
        r#"# A scenario of tillit. Everything has a default; `tillit explain NAME` tells what a key means.
format = 1
title = "{title}"
question = "What happens when steering moves from control to trust?"

# The named regime sets all levers: laissez-faire, incentive, control or trust.
regime = "control"

[organisation]
units = 20                 # schools, clinics or offices
staff = 15                 # agents in each

[run]
periods = 120              # months
replicates = 20            # the same organisation with other luck
seed = 1

# Single levers may differ from the regime.
[levers]
support = 0.5

# Who the staff are; the three shares sum to 1.
[staff.types]
self_interested.share = 0.25
conditional_cooperator.share = 0.60
intrinsic.share = 0.15

# Mechanisms can be switched off to see what they do, e.g. off = ["misreporting"].
[mechanisms]
off = []

# Treatments run side by side on the same luck and are compared with the first one.
[treatments.as-it-is]
title = "Control stays"

[treatments.reform]
title = "Trust from the fifth year on, over two years"

[[treatments.reform.schedule]]
period = 49
regime = "trust"
over = 24
"#
    )
}
