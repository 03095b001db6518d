//! A commented starter scenario.

/// The text of a starter scenario with this name as its title; it reads without mistakes.
pub fn starter(name: &str) -> String {
    let title: String = name
        .chars()
        .map(|c| if c == '"' || c == '\\' || c.is_control() { '\'' } else { c })
        .collect();
    format!(
        r#"# A scenario of tillit. Everything has a default; `tillit explain NAME` explains a key.
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
replicates = 20            # the same organisation with other random numbers
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

# Treatments run side by side with common random numbers and are compared with the first one.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Source, read};

    #[test]
    fn the_starter_reads_without_mistakes_whatever_its_name() {
        for name in ["my-school", "a \"quoted\" \\ name\nin two lines", ""] {
            let text = starter(name);
            let source = Source { name: "starter.toml", bytes: text.as_bytes() };
            let scenario = read(&source, &[]).unwrap_or_else(|problems| panic!("{problems}"));
            assert_eq!(scenario.treatments.len(), 2);
        }
    }
}
