//! Constraints between factors: points that break one are left out.

use exmex::{Express, FlatEx};

use super::factor::{Factor, FactorValue};

/// How near two sides are the same, so that 0.1 + 0.2 is 0.3.
const NEAR: f64 = 1e-9;

/// Comparisons, longer ones first so that `<=` is not read as `<`.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("<=", |a, b| a <= b + NEAR),
    (">=", |a, b| a >= b - NEAR),
    ("==", |a, b| (a - b).abs() <= NEAR),
    ("!=", |a, b| (a - b).abs() > NEAR),
    ("<", |a, b| a < b - NEAR),
    (">", |a, b| a > b + NEAR),
];

type Comparison = fn(f64, f64) -> bool;

/// A condition that points must meet.
#[derive(Debug, Clone)]
pub struct Constraint {
    /// As it was typed.
    pub text: String,
    condition: Condition,
}

#[derive(Debug, Clone)]
enum Condition {
    /// Two sides compared.
    Numbers { left: Box<Side>, right: Box<Side>, compare: Comparison },
    /// A factor has, or has not, a name.
    Name { factor: usize, name: String, equal: bool },
}

/// One side of a comparison, and the factors that stand in it.
#[derive(Debug, Clone)]
struct Side {
    expression: FlatEx<f64>,
    factors: Vec<usize>,
}

impl Constraint {
    /// Reads a condition such as `levers.pay + levers.monitoring <= 1` or `regime != "control"`.
    /// A factor may be called by the last part of its key where that is plain.
    ///
    /// # Errors
    /// What is wrong, in one sentence.
    pub fn read(text: &str, factors: &[Factor]) -> Result<Self, String> {
        let found = COMPARISONS.iter().find_map(|(sign, compare)| {
            let (left, right) = text.split_once(sign)?;
            Some((left.trim(), *sign, *compare, right.trim()))
        });
        let Some((left, sign, compare, right)) = found else {
            return Err("there is no comparison in it (<=, >=, ==, !=, < or >)".to_owned());
        };
        let named = |side: &str| find(side, factors).filter(|f| factors[*f].is_named());
        let condition = match (named(left), named(right)) {
            (Some(factor), _) => named_condition(factor, right, sign, factors)?,
            (_, Some(factor)) => named_condition(factor, left, sign, factors)?,
            _ => {
                let (left, right) = (Side::read(left, factors)?, Side::read(right, factors)?);
                if left.factors.is_empty() && right.factors.is_empty() {
                    return Err("there is no factor in it".to_owned());
                }
                Condition::Numbers { left: Box::new(left), right: Box::new(right), compare }
            }
        };
        Ok(Self { text: text.to_owned(), condition })
    }

    /// Whether a point, by the values of its factors, meets the condition.
    pub fn holds(&self, values: &[FactorValue]) -> bool {
        match &self.condition {
            Condition::Numbers { left, right, compare } => {
                compare(left.value(values), right.value(values))
            }
            Condition::Name { factor, name, equal } => {
                (values[*factor] == FactorValue::Name(name.clone())) == *equal
            }
        }
    }
}

fn named_condition(
    factor: usize,
    other: &str,
    sign: &str,
    factors: &[Factor],
) -> Result<Condition, String> {
    let name = other.trim_matches(['"', '\'']).to_owned();
    let known = factors[factor].listed().unwrap_or_default();
    if !known.contains(&FactorValue::Name(name.clone())) {
        let known: Vec<String> = known.iter().map(FactorValue::shown).collect();
        return Err(format!("`{name}` is none of the factor's values ({})", known.join(", ")));
    }
    match sign {
        "==" | "!=" => Ok(Condition::Name { factor, name, equal: sign == "==" }),
        _ => Err(format!("names are compared with == or !=, not with {sign}")),
    }
}

/// The factor that a word means: by its key, or by the end of its key when only one ends so.
fn find(word: &str, factors: &[Factor]) -> Option<usize> {
    let exact = factors.iter().position(|factor| factor.key == word);
    exact.or_else(|| {
        let ends = |factor: &Factor| {
            factor.key.strip_suffix(word).is_some_and(|start| start.ends_with('.'))
        };
        let mut found = (0..factors.len()).filter(|f| ends(&factors[*f]));
        found.next().filter(|_| found.next().is_none())
    })
}

impl Side {
    fn read(text: &str, factors: &[Factor]) -> Result<Self, String> {
        let marked = marked(text, factors);
        let expression: FlatEx<f64> =
            exmex::parse(&marked).map_err(|error| format!("`{text}` cannot be read: {error}"))?;
        let find = |name: &String| {
            let found = find(name, factors);
            let keys: Vec<&str> = factors.iter().map(|factor| factor.key.as_str()).collect();
            found.ok_or_else(|| format!("`{name}` is no factor; factors are {}", keys.join(", ")))
        };
        let factors = expression.var_names().iter().map(find).collect::<Result<_, _>>()?;
        Ok(Self { expression, factors })
    }

    fn value(&self, values: &[FactorValue]) -> f64 {
        let numbers = self.factors.iter().map(|f| values[*f].number().unwrap_or(f64::NAN));
        self.expression.eval(&numbers.collect::<Vec<f64>>()).unwrap_or(f64::NAN)
    }
}

/// The text with the words that are factors in braces, which lets their keys have dots.
fn marked(text: &str, factors: &[Factor]) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let mut marked = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_word(c) != is_word(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        match find(part, factors) {
            Some(factor) if is_word(first) => marked += &format!("{{{}}}", factors[factor].key),
            // Shown as it was typed when it turns out to be no factor.
            _ if first.is_alphabetic() && part.contains('.') => marked += &format!("{{{part}}}"),
            _ => marked += part,
        }
        rest = after;
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::factor::Values;

    fn factors() -> Vec<Factor> {
        let number = |key: &str| Factor {
            key: key.to_owned(),
            values: Values::Range { from: 0.0, to: 1.0, log: false, levels: 2 },
            base: FactorValue::Number(0.0),
            whole: false,
        };
        let names = ["trust", "control"].map(|name| FactorValue::Name(name.to_owned()));
        let regime = Factor {
            key: "regime".to_owned(),
            base: names[0].clone(),
            values: Values::List(names.to_vec()),
            whole: false,
        };
        vec![number("levers.pay"), number("levers.monitoring"), number("start.pay"), regime]
    }

    fn holds(text: &str, pay: f64, monitoring: f64) -> bool {
        let values = [
            FactorValue::Number(pay),
            FactorValue::Number(monitoring),
            FactorValue::Number(0.0),
            FactorValue::Name("trust".to_owned()),
        ];
        Constraint::read(text, &factors()).unwrap().holds(&values)
    }

    #[test]
    fn sums_ratios_and_names_are_compared() {
        assert!(holds("levers.pay + monitoring <= 0.3", 0.1, 0.2));
        assert!(!holds("levers.pay + monitoring <= 0.3", 0.1, 0.21));
        assert!(holds("2 * levers.pay >= monitoring ^ 2", 0.5, 1.0));
        assert!(holds("monitoring==0.5", 0.0, 0.5) && !holds("monitoring<0.5", 0.0, 0.5));
        assert!(holds("regime == \"trust\"", 0.0, 0.0) && !holds("regime != trust", 0.0, 0.0));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let fault = |text: &str| Constraint::read(text, &factors()).unwrap_err();
        assert!(fault("levers.pay + 1").contains("no comparison"));
        assert!(
            fault("levers.pya <= 1").contains("`levers.pya` is no factor"),
            "{}",
            fault("levers.pya <= 1")
        );
        assert!(fault("pay <= 1").contains("`pay` is no factor"), "two factors end in pay");
        assert!(fault("1 <= 2").contains("no factor in it"));
        assert!(fault("levers.pay * <= 2").contains("cannot be read"));
        assert!(fault("regime == \"love\"").contains("trust, control"));
        assert!(fault("regime < \"trust\"").contains("== or !="));
    }
}
