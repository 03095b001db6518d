//! A commented starter scenario.

/// The text of a starter scenario with this name as its title; it reads without mistakes.
pub fn starter(name: &str) -> String {
    let title = shown(name);
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

/// The text of a starter scenario with managers between the top and the units; it reads without mistakes.
pub fn starter_with_chain(name: &str) -> String {
    let title = shown(name);
    format!(
        r#"# A scenario of tillit with a steering chain. `tillit explain NAME` explains a key.
format = 1
title = "{title}"
question = "What reaches staff of a reform that the top decides on, and when?"

# Three senior managers over eight unit managers, who have the units below them. Levers are what the top
# sets; each level passes them on as far as it has time and trusts. [] where leaders report to the top.
tiers = [3, 8]

# From the first tier to the leaders of units: working time that administration takes.
[site]
administration = [0.3, 0.4, 0.3]

[organisation]
units = 40
staff = 12

[run]
periods = 96               # months
replicates = 20            # the same organisation with other random numbers
seed = 1

[staff_turnover]
exit = 0.012               # a month

[levers]
monitoring = 0.35

[treatments.heard]
title = "A reform on which staff were heard"

[[treatments.heard.schedule]]
period = 25
set = {{ monitoring = 0.1, dialogue = 0.7, support = 0.6, discretion = 0.4 }}

[treatments.unheard]
title = "The same over their heads"

[[treatments.unheard.schedule]]
period = 25
set = {{ monitoring = 0.1, dialogue = 0.7, support = 0.6, discretion = 0.4 }}
anchor = 0.2               # one in five was heard before

[figures]
kinds = ["levels", "outcomes", "differences"]
"#
    )
}

/// A name as the title of a file in TOML.
fn shown(name: &str) -> String {
    name.chars().map(|c| if c == '"' || c == '\\' || c.is_control() { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Source, read};

    #[test]
    fn the_starter_reads_without_mistakes_whatever_its_name() {
        for name in ["my-school", "a \"quoted\" \\ name\nin two lines", ""] {
            for text in [starter(name), starter_with_chain(name)] {
                let source = Source { name: "starter.toml", bytes: text.as_bytes() };
                let scenario = read(&source, &[]).unwrap_or_else(|problems| panic!("{problems}"));
                assert_eq!(scenario.treatments.len(), 2);
            }
        }
    }
}
