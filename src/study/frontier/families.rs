//! Families of steering: which levers each may pull, and how far.

/// A lever of a family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dosed {
    /// Its key.
    pub key: &'static str,
    /// The largest dose; the smallest is 0.
    pub most: f64,
}

/// A family of steering. What it does not name is as where staff are left alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Family {
    /// Name.
    pub name: &'static str,
    /// What it stands for.
    pub title: &'static str,
    /// Its levers.
    pub levers: &'static [Dosed],
}

const fn dosed(key: &'static str, most: f64) -> Dosed {
    Dosed { key, most }
}

// Pay of 1 hands out all that measured work is worth, and team pay of 20 the same to a staff of twenty.
const PAY: Dosed = dosed("levers.pay", 1.0);
const TEAM_PAY: Dosed = dosed("levers.team_pay", 20.0);
const MONITORING: Dosed = dosed("levers.monitoring", 1.0);
// A sanction of 2 costs twice what the missing effort would have given.
const SANCTION: Dosed = dosed("levers.sanction", 2.0);
const STANDARD: Dosed = dosed("levers.standard", 1.0);
const DIALOGUE: Dosed = dosed("levers.dialogue", 1.0);
const SUPPORT: Dosed = dosed("levers.support", 1.0);
const VISION: Dosed = dosed("levers.vision", 1.0);

/// Every family; the first is what the others are compared with. A new one is one entry more.
pub static FAMILIES: [Family; 7] = [
    Family { name: "left-alone", title: "Left alone", levers: &[] },
    Family { name: "pay", title: "Pay and team pay", levers: &[PAY, TEAM_PAY] },
    Family { name: "control", title: "Control", levers: &[MONITORING, SANCTION, STANDARD] },
    Family {
        name: "trust",
        title: "Vision, dialogue and support",
        levers: &[DIALOGUE, SUPPORT, VISION],
    },
    Family {
        name: "pay-and-trust",
        title: "Pay with vision, dialogue and support",
        levers: &[PAY, TEAM_PAY, DIALOGUE, SUPPORT, VISION],
    },
    Family {
        name: "control-and-trust",
        title: "Control with vision, dialogue and support",
        levers: &[MONITORING, SANCTION, STANDARD, DIALOGUE, SUPPORT, VISION],
    },
    Family {
        name: "free-mix",
        title: "Free mix",
        levers: &[PAY, TEAM_PAY, MONITORING, SANCTION, STANDARD, DIALOGUE, SUPPORT, VISION],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::catalogue::find_parameter;

    #[test]
    fn every_lever_takes_its_doses_and_names_are_unique() {
        for family in FAMILIES {
            for lever in family.levers {
                let range = find_parameter(lever.key).unwrap().range;
                assert!(range.contains(0.0) && range.contains(lever.most), "{}", lever.key);
            }
        }
        let names: std::collections::BTreeSet<&str> = FAMILIES.iter().map(|f| f.name).collect();
        assert_eq!(names.len(), FAMILIES.len());
        assert!(FAMILIES[0].levers.is_empty());
    }
}
