//! Words and numbers of a language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::run::Interval;
use crate::ground::numbers::decimals;
use crate::model::catalogue::{Kind, Language};

/// The texts of reports, by language.
fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../../assets/locales/report.en.ftl"),
        Language::Swedish => include_str!("../../../assets/locales/report.sv.ftl"),
    }
}

/// Says things in a language.
pub(super) struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of a language.
    ///
    /// # Panics
    /// When the texts have a mistake: a mistake in this repository.
    pub fn new(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.code().parse().expect("a language code");
        let resource = FluentResource::try_new(source(language).to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{errors:?}"));
        Self { language, bundle }
    }

    /// A text without anything to fill in.
    pub fn text(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A text with values filled in.
    ///
    /// # Panics
    /// When there is no such text, or it needs other values: a mistake in this repository.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let message = self.bundle.get_message(key).and_then(|message| message.value());
        let pattern = message.unwrap_or_else(|| panic!("no text {key} in {:?}", self.language));
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, *value);
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        assert!(errors.is_empty(), "{key}: {errors:?}");
        said
    }

    /// The label of a metric.
    pub fn metric(&self, name: &str) -> String {
        self.language.texts().label(Kind::Metric, name).into_owned()
    }

    /// A number as the language writes it; a dash where there is none.
    pub fn number(&self, value: f64, digits: usize) -> String {
        if value.is_nan() {
            return self.text("never");
        }
        // What rounds to nothing has no sign.
        let scale = 10f64.powi(digits as i32);
        let value = if (value * scale).round() == 0.0 { 0.0 } else { value };
        let written = decimals(value, digits);
        match self.language {
            Language::English => written,
            Language::Swedish => written.replace('.', ","),
        }
    }

    /// A difference, with its sign.
    pub fn signed(&self, value: f64, digits: usize) -> String {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.number(value, digits))
    }

    /// A share in per cent.
    pub fn share(&self, share: f64) -> String {
        let digits = usize::from(share > 0.0 && share < 0.1);
        if share.is_nan() {
            return self.text("never");
        }
        format!("{} %", self.number(100.0 * share, digits))
    }

    /// A sum of money, in thousands.
    pub fn money(&self, value: f64) -> String {
        let whole = self.number(value.abs(), 0);
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push('\u{a0}');
            }
            grouped.push(digit);
        }
        if value <= -0.5 { format!("−{grouped}") } else { grouped }
    }

    /// The ends of an interval; a dash where there are none.
    pub fn ends(&self, interval: Interval) -> [String; 2] {
        [interval.low, interval.high].map(|end| self.number(end, 3))
    }

    /// How often something is so, in words that always mean the same shares.
    pub fn how_often(&self, share: f64) -> String {
        self.text(match share {
            share if share >= 0.95 => "share-almost-all",
            share if share >= 0.8 => "share-most",
            share if share > 0.6 => "share-more",
            share if share >= 0.4 => "share-half",
            share if share >= 0.2 => "share-fewer",
            share if share >= 0.05 => "share-few",
            _ => "share-hardly",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys of a language's texts.
    fn keys(language: Language) -> Vec<&'static str> {
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let key = |line: &'static str| line.split_once(" =").unwrap().0;
        source(language).lines().filter(is_key).map(key).collect()
    }

    /// The values that a text fills in, in order.
    fn values(language: Language, key: &str) -> Vec<String> {
        let line =
            source(language).lines().find(|line| line.starts_with(&format!("{key} ="))).unwrap();
        let parts = line.split('$').skip(1);
        let name = |part: &str| part.split([' ', '}']).next().unwrap().to_owned();
        let mut found: Vec<String> = parts.map(name).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn all_languages_say_the_same_things_and_nothing_is_unused() {
        let english = keys(Language::English);
        let sources = [
            include_str!("page.rs"),
            include_str!("sentences.rs"),
            include_str!("words.rs"),
            include_str!("workbook.rs"),
            include_str!("../../../assets/templates/report.html.j2"),
            include_str!("../../../assets/templates/report.md.j2"),
        ];
        for language in Language::ALL {
            assert_eq!(keys(language), english);
            for key in &english {
                assert_eq!(values(language, key), values(Language::English, key), "{key}");
            }
        }
        for key in english {
            let written = [format!("\"{key}\""), format!("t['{key}']")];
            let is_used = written.iter().any(|key| sources.iter().any(|text| text.contains(key)));
            assert!(is_used, "{key} is never said");
        }
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        let [english, swedish] = [Language::English, Language::Swedish].map(Words::new);
        assert_eq!(
            (english.number(-0.25, 2), swedish.number(-0.25, 2)),
            ("−0.25".into(), "−0,25".into())
        );
        assert_eq!(english.signed(0.1234, 3), "+0.123");
        assert_eq!(swedish.money(12_345.6), "12\u{a0}346");
        assert_eq!((english.money(-999.6), english.money(0.0)), ("−1\u{a0}000".into(), "0".into()));
        assert_eq!((english.share(0.034), swedish.share(0.5)), ("3.4 %".into(), "50 %".into()));
        assert_eq!(
            (english.number(f64::NAN, 3), english.number(-0.000_4, 3)),
            ("–".into(), "0.000".into())
        );
        let words: Vec<String> =
            [0.96, 0.85, 0.7, 0.5, 0.3, 0.1, 0.01].map(|s| english.how_often(s)).into();
        assert_eq!(words.iter().collect::<std::collections::BTreeSet<_>>().len(), 7);
    }
}
