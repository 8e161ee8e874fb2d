//! The words of a paragraph, as they are written.

use super::bytes::typed;
use super::looks::Look;

/// What somebody did with words and nobody has accepted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Change {
    #[default]
    None,
    Inserted,
    Deleted,
}

/// The words of a paragraph.
#[derive(Default)]
pub struct Out {
    xml: String,
    change: Change,
    /// The properties of the letters that are being written.
    properties: String,
    text: Vec<u16>,
    /// Whether they are the code of a field.
    is_code: bool,
}

impl Out {
    /// From here on letters look so.
    pub fn turn(&mut self, look: &Look) {
        self.flush();
        let change = match (look.is_deleted, look.is_inserted) {
            (true, _) => Change::Deleted,
            (false, true) => Change::Inserted,
            (false, false) => Change::None,
        };
        if change != self.change {
            self.close();
            // Of what is deleted not even the letters go on.
            self.xml.push_str(match change {
                Change::None => "",
                Change::Inserted => "<w:ins>",
                Change::Deleted => "<w:del/>",
            });
            self.change = change;
        }
        self.properties = look.xml();
    }

    /// Writes a letter.
    pub fn push(&mut self, unit: u16, is_code: bool) {
        if is_code != self.is_code {
            self.flush();
            self.is_code = is_code;
        }
        self.text.push(unit);
    }

    /// Writes what is no letter.
    pub fn element(&mut self, xml: &str) {
        self.flush();
        self.run(xml);
    }

    /// The words, all written.
    pub fn end(mut self) -> String {
        self.flush();
        self.close();
        self.xml
    }

    fn close(&mut self) {
        if self.change == Change::Inserted {
            self.xml.push_str("</w:ins>");
        }
    }

    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.text));
        let name = if self.is_code { "instrText" } else { "t" };
        let text = typed(&text);
        self.run(&format!("<w:{name} xml:space=\"preserve\">{text}</w:{name}>"));
    }

    fn run(&mut self, xml: &str) {
        for part in ["<w:r>", self.properties.as_str(), xml, "</w:r>"] {
            self.xml.push_str(part);
        }
    }
}
