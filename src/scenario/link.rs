//! Links that open a scenario in the playground of the site: short, versioned, and complete.
//!
//! A link ends with a fragment, which browsers do not send anywhere: `#/play/1;schools;run.seed=7`. It has
//! a version, a scenario that comes with the program (or `~` and a compressed text), and then
//! what was changed in order ([`Edit`]) and how it is looked at (`!name=value`).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::edit::{Edit, EditError, apply, is_of_treatments, own_keys};
use super::shipped::{SHIPPED, find_shipped};
use super::{Change, MAX_BYTES, Scenario, Source, read};

/// The version of links that is written and read.
pub const LINK_VERSION: &str = "1";
/// The page of the playground, before the version.
pub const PLAYGROUND: &str = "/play/";
/// How hard the text of a scenario is compressed; 10 is the most.
const COMPRESSION: u8 = 10;

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it starts from.
    pub base: Base,
    /// What was changed, in order.
    pub edits: Vec<Edit>,
    /// How it is looked at: names and values that change no number.
    pub view: Vec<(String, String)>,
}

/// Where a link starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// A scenario that comes with the program, by name.
    Shipped(String),
    /// The text of a scenario.
    Text(String),
}

/// Why a link cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// It is of another version.
    #[error("the link is of version `{0}`; this program reads version {LINK_VERSION}")]
    Version(String),
    /// The scenario that it names does not come with this program.
    #[error("the link names the scenario `{0}`, which does not come with this program")]
    Unknown(String),
    /// The text in it is cut short or was changed.
    #[error("the text in the link is damaged: it may have been cut off when it was copied")]
    Damaged,
    /// A change in it does not fit.
    #[error("the link cannot be followed: {0}")]
    Edit(#[from] EditError),
    /// What was laid over a file cannot be said by changing its text.
    #[error("these changes cannot be put into a link: write them into the file")]
    Changes,
}

impl Link {
    /// A link to a scenario's text: by name where it comes with the program.
    pub fn of_text(text: &str) -> Self {
        let shipped = SHIPPED.iter().find(|(_, known)| *known == text);
        let base = match shipped {
            Some((name, _)) => Base::Shipped((*name).to_owned()),
            None => Base::Text(text.to_owned()),
        };
        Self { base, edits: Vec::new(), view: Vec::new() }
    }

    /// A link to a scenario with changes laid over all its treatments, as `--set` does.
    ///
    /// # Errors
    /// When the text with edits would not mean the same as the text under the changes.
    pub fn of_changed(text: &str, changes: &[Change]) -> Result<Self, LinkError> {
        let mut link = Self::of_text(text);
        let source = Source { name: "scenario", bytes: text.as_bytes() };
        let wanted = read(&source, changes).map_err(|_| LinkError::Changes)?;
        for change in changes {
            let typed = change.to_string();
            let (key, value) = typed.split_once('=').ok_or(LinkError::Changes)?;
            let (key, value) = (key.trim(), as_toml(value.trim()));
            let own = wanted.treatments.iter().map(|treatment| treatment.name.as_str());
            for treatment in own.filter(|name| sets(text, name, key)) {
                let treatment = Some(treatment.to_owned());
                link.edits.push(Edit::Set { treatment, key: key.to_owned(), value: value.clone() });
            }
            link.edits.push(Edit::Set { treatment: None, key: key.to_owned(), value });
        }
        let found = Scenario::from_toml(&link.text()?).map_err(|_| LinkError::Changes)?;
        let means_the_same = found.treatments == wanted.treatments
            && found.record.metrics.iter().map(|metric| metric.name).eq(wanted
                .record
                .metrics
                .iter()
                .map(|metric| metric.name));
        if means_the_same { Ok(link) } else { Err(LinkError::Changes) }
    }

    /// The scenario that the link opens.
    ///
    /// # Errors
    /// When it names a scenario that is not there, or a change does not fit.
    pub fn text(&self) -> Result<String, LinkError> {
        let text = match &self.base {
            Base::Text(text) => text.clone(),
            Base::Shipped(name) => {
                find_shipped(name).ok_or_else(|| LinkError::Unknown(name.clone()))?.to_owned()
            }
        };
        let mut edits = self.edits.iter();
        Ok(edits.try_fold(text, |text, edit| apply(&text, edit))?)
    }

    /// The fragment of the link, which begins with `#`.
    pub fn fragment(&self) -> String {
        let base = match &self.base {
            Base::Shipped(name) => name.clone(),
            Base::Text(text) => {
                let packed = compress_to_vec(text.as_bytes(), COMPRESSION);
                format!("~{}", URL_SAFE_NO_PAD.encode(packed))
            }
        };
        let edits = self.edits.iter().map(|edit| escaped(&edit.to_string()));
        let view = self.view.iter().map(|(name, value)| escaped(&format!("!{name}={value}")));
        let parts = [LINK_VERSION.to_owned(), base].into_iter().chain(edits).chain(view);
        format!("#{PLAYGROUND}{}", parts.collect::<Vec<_>>().join(";"))
    }

    /// Reads a fragment, with or without `#` and the page.
    ///
    /// # Errors
    /// When it is of another version, was cut short, or names what is not there.
    pub fn read(fragment: &str) -> Result<Self, LinkError> {
        let text = fragment.trim_start_matches('#');
        let text = text.strip_prefix(PLAYGROUND).unwrap_or(text);
        let mut parts = text.split(';');
        let version = parts.next().unwrap_or_default();
        if version != LINK_VERSION {
            return Err(LinkError::Version(version.chars().take(20).collect()));
        }
        let base = base_of(parts.next().unwrap_or_default())?;
        let mut link = Self { base, edits: Vec::new(), view: Vec::new() };
        for part in parts {
            let part = unescaped(part).ok_or(LinkError::Damaged)?;
            match part.strip_prefix('!').and_then(|view| view.split_once('=')) {
                Some((name, value)) => link.view.push((name.to_owned(), value.to_owned())),
                None => link.edits.push(part.parse()?),
            }
        }
        Ok(link)
    }
}

/// Whether a treatment of a text sets a key itself.
fn sets(text: &str, treatment: &str, key: &str) -> bool {
    is_of_treatments(key) && own_keys(text, treatment).iter().any(|own| own == key)
}

/// A value as it was typed, as TOML: what is none was meant as text.
fn as_toml(typed: &str) -> String {
    match typed.parse::<toml_edit::Value>() {
        Ok(_) => typed.to_owned(),
        Err(_) => toml_edit::Value::from(typed).to_string(),
    }
}

/// What a link starts from.
fn base_of(part: &str) -> Result<Base, LinkError> {
    let Some(packed) = part.strip_prefix('~') else {
        let known = find_shipped(part).is_some();
        return if known {
            Ok(Base::Shipped(part.to_owned()))
        } else {
            Err(LinkError::Unknown(part.chars().take(80).collect()))
        };
    };
    let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|_| LinkError::Damaged)?;
    let bytes = decompress_to_vec_with_limit(&packed, MAX_BYTES).map_err(|_| LinkError::Damaged)?;
    String::from_utf8(bytes).map(Base::Text).map_err(|_| LinkError::Damaged)
}

/// A text in which everything that ends a link, or a part of it, is written as %XX.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:=,!".contains(&byte);
    let mut escaped = String::new();
    for byte in text.bytes() {
        match plain(byte) {
            true => escaped.push(byte.into()),
            false => escaped += &format!("%{byte:02X}"),
        }
    }
    escaped
}

/// The text again; none when a %XX is cut short.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(edits: &[&str], view: &[(&str, &str)]) -> Link {
        Link {
            base: Base::Shipped("schools".into()),
            edits: edits.iter().map(|edit| edit.parse().unwrap()).collect(),
            view: view.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        }
    }

    #[test]
    fn a_link_says_the_same_when_it_is_read_again() {
        let short = link(&["run.seed=7", "trust:levers.support=0.4"], &[("metric", "belief")]);
        assert_eq!(
            short.fragment(),
            "#/play/1;schools;run.seed=7;trust:levers.support=0.4;!metric=belief"
        );
        assert_eq!(Link::read(&short.fragment()).unwrap(), short);
        let odd = link(&["title=\"å; 50 %\"", "regimes=control,trust"], &[("note", "a;b=c")]);
        assert_eq!(Link::read(&odd.fragment()).unwrap(), odd);
        let own = Link::of_text("title = \"mine\"\n[organisation]\nunits = 5\n");
        assert!(own.fragment().len() < 100 && own.fragment().is_ascii());
        assert_eq!(Link::read(&own.fragment()).unwrap().text().unwrap(), own.text().unwrap());
        for (name, text) in SHIPPED {
            assert_eq!(Link::of_text(text).base, Base::Shipped(name.to_owned()));
        }
    }

    #[test]
    fn what_is_laid_over_a_file_means_the_same_in_a_link() {
        let text = find_shipped("schools").unwrap();
        let typed = ["levers.support=0.5", "run.seed=9", "regime=trust"].map(Change::typed);
        let opened = Link::of_changed(text, &typed).unwrap().text().unwrap();
        let source = Source { name: "x", bytes: text.as_bytes() };
        let wanted = read(&source, &typed).unwrap();
        assert_eq!(Scenario::from_toml(&opened).unwrap().treatments, wanted.treatments);
        let wrong = Link::of_changed(text, &[Change::typed("levers.suport=0.5")]);
        assert_eq!(wrong.unwrap_err(), LinkError::Changes);
    }

    #[test]
    fn a_damaged_link_is_told_and_nothing_panics() {
        assert!(matches!(Link::read("#/play/2;schools"), Err(LinkError::Version(_))));
        assert!(matches!(Link::read("#/play/1;nothing"), Err(LinkError::Unknown(_))));
        assert_eq!(Link::read("#/play/1;~AAAA"), Err(LinkError::Damaged));
        assert_eq!(Link::read("#/play/1;schools;a%"), Err(LinkError::Damaged));
        assert!(matches!(Link::read("1;schools;levers.pay"), Err(LinkError::Edit(_))));
        let whole = Link::of_text("title = \"mine\"\n").fragment();
        for end in 0..whole.len() {
            let _ = Link::read(&whole[..end]).map(|link| link.text());
        }
    }
}
