//! Text that came from outside: from bytes to characters, and characters that a terminal or a figure
//! must not be given as they are.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character cannot be shown as it is: a control character (line breaks and tabs too), one
/// that turns the direction of writing, one that takes no room, or one that Unicode or XML has no
/// meaning for. Joiners, which some scripts need, can be shown.
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(character) & 0xfffe == 0xfffe
}

/// Text that is safe to write to a terminal: what cannot be shown is written as `\u001b`, the form that
/// TOML and JSON have for it. Line feeds and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |character| is_unprintable(character) && !matches!(character, '\n' | '\t'))
}

/// Text as a part of a line, such as the name of a file: line feeds and tabs are written as escapes too.
pub fn visible_in_line(text: &str) -> Cow<'_, str> {
    escaped(text, is_unprintable)
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_escaped(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Why bytes are not the text of a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotText {
    /// Byte at which it shows, counted from 0 after a byte order mark.
    pub byte: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, in one line.
    pub fault: String,
    /// What was expected; may be empty.
    pub allowed: String,
    /// What to do; may be empty.
    pub help: &'static str,
}

impl NotText {
    fn at(bytes: &[u8], byte: usize, fault: impl Into<String>) -> Self {
        let before = &bytes[..byte.min(bytes.len())];
        let first = before.iter().rposition(|b| *b == b'\n').map_or(0, |newline| newline + 1);
        Self {
            byte,
            line: 1 + before.iter().filter(|b| **b == b'\n').count(),
            column: 1 + String::from_utf8_lossy(&before[first..]).chars().count(),
            fault: fault.into(),
            allowed: String::new(),
            help: "",
        }
    }

    /// The mistake as one message about a file of this name.
    pub fn in_file(&self, name: &str) -> String {
        let mut text = format!("{name}:{}:{}: {}", self.line, self.column, self.fault);
        if !self.allowed.is_empty() {
            let _ = write!(text, "\n   allowed: {}", self.allowed);
        }
        if !self.help.is_empty() {
            let _ = write!(text, "\n   help: {}", self.help);
        }
        text
    }
}

/// Decodes the text of a file of at most `most` bytes: UTF-8, with or without a byte order mark, which
/// is left out.
///
/// # Errors
/// What is wrong and where: too large, empty, UTF-16, no text at all, not UTF-8, or lines that end in
/// carriage returns alone.
pub fn decode(bytes: &[u8], most: usize) -> Result<&str, NotText> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let fault = NotText::at(bytes, 0, "the file is UTF-16 text, but UTF-8 is needed");
        return Err(NotText { help: "save it as UTF-8", ..fault });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.len() > most {
        let fault =
            NotText::at(bytes, most, "the file is larger than any file of its kind needs to be");
        return Err(NotText { allowed: format!("at most {most} bytes"), ..fault });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    if let Some(byte) = text.find('\0') {
        let fault = NotText::at(bytes, byte, "there is a NUL byte, which no text has");
        return Err(NotText {
            help: "save the file as UTF-8 text; UTF-16 has such bytes",
            ..fault
        });
    }
    if text.trim().is_empty() {
        return Err(NotText::at(bytes, 0, "the file is empty"));
    }
    if let Some(byte) = text.find('\r').filter(|_| !text.contains('\n')) {
        let fault =
            NotText::at(bytes, byte, "lines end in carriage returns alone, as on an old Macintosh");
        let help = "save the file with line feeds (LF), or with both (CRLF)";
        return Err(NotText { help, ..fault });
    }
    Ok(text)
}

fn not_utf8(bytes: &[u8], byte: usize) -> NotText {
    let message = format!("byte 0x{:02X} is not UTF-8 text", bytes[byte]);
    NotText {
        help: "save the file as UTF-8, not as Latin-1 or UTF-16",
        ..NotText::at(bytes, byte, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_on_a_terminal_is_written_out() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}"), "a\\u001b[31mb\\u0007");
        assert_eq!(visible("x\u{202e}y\u{200b}z\u{feff}\u{9b}"), "x\\u202ey\\u200bz\\ufeff\\u009b");
        assert_eq!(visible("\u{e0041}\u{10ffff}"), "\\udb40\\udc41\\udbff\\udfff");
        assert_eq!(
            visible("two\nlines\tand å, ✗, 中, 👩\u{200d}🏫"),
            "two\nlines\tand å, ✗, 中, 👩\u{200d}🏫"
        );
        assert_eq!(visible_in_line("two\nlines\t"), "two\\u000alines\\u0009");
        assert_eq!(visible("a\rb"), "a\\u000db");
    }

    #[test]
    fn bytes_that_are_no_text_are_told_with_line_and_column() {
        fn at(bytes: &[u8]) -> Result<&str, (usize, usize, String)> {
            decode(bytes, 40).map_err(|found| (found.line, found.column, found.fault))
        }
        assert_eq!(at("å = 1\nb".as_bytes()), Ok("å = 1\nb"));
        assert_eq!(at(b"\xef\xbb\xbfa = 1\r\n"), Ok("a = 1\r\n"));
        fn place(bytes: &[u8]) -> Result<&str, (usize, usize)> {
            at(bytes).map_err(|(line, column, _)| (line, column))
        }
        assert_eq!(place("a\nåä".as_bytes()), Ok("a\nåä"));
        assert_eq!(place(b"a\nb\xc3\xa5\xe5\n"), Err((2, 3)));
        assert_eq!(place(b"\xef\xbb\xbf\xff"), Err((1, 1)));
        assert_eq!(place(b"a = 1\nb\0"), Err((2, 2)));
        assert_eq!(place(b"a = 1\rb = 2\r"), Err((1, 6)));
        assert_eq!(place(b" \n\t"), Err((1, 1)));
        assert_eq!(place(&[b"0123456789\n".repeat(4)].concat()), Err((4, 8)));
        for utf16 in [b"\xff\xfea\0", b"\xfe\xff\0a"] {
            assert!(at(utf16).unwrap_err().2.contains("UTF-16"));
        }
    }
}
