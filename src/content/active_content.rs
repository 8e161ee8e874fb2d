//! Finds files that a browser or a server might run. A contributor sends an attachment, and it lies
//! at the site's own address: a program in it could do whatever the site can do.

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use crate::base::SourcePath;

/// The extensions that can be attached: documents, tables, pictures, sound, films, archives. No
/// list of the other kinds would be complete: servers and browsers run too many.
const PASSIVE: &str = "pdf doc docx dot dotx rtf wps wpt odt ofd txt epub ceb caj xls xlsx xlsm et csv ods \
    ppt pptx pps ppsx dps odp zip rar 7z tar gz bz2 xz jpg jpeg png apng gif webp avif bmp ico tif tiff heic \
    heif psd svg mp3 wav ogg m4a aac flac wma mp4 m4v mov avi wmv mkv webm mpg mpeg dwg dxf vsd vsdx ics vcf \
    json geojson";
/// Extensions of programs that some servers run wherever they stand in a file's name.
const SERVED: [&str; 7] = [".php", ".phtml", ".asp", ".ashx", ".jsp", ".cgi", ".shtml"];
/// Elements of SVG drawings that hold programs, pages, or other documents.
const ELEMENTS: [&str; 8] =
    ["script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "audio"];

/// Whether a browser or a server might run a file with this name.
pub fn by_name(path: &SourcePath) -> bool {
    let name = path.file_name().to_lowercase();
    // Some servers run a.php.jpg and a.asp;.jpg.
    let is_served = SERVED.iter().any(|kind| name.contains(kind));
    is_served || !PASSIVE.split_whitespace().any(|extension| extension == path.extension())
}

/// Whether an SVG 2 drawing might do more than show itself; true also for one that cannot be read.
pub fn drawing(bytes: &[u8]) -> bool {
    // A browser might read another encoding differently from this function.
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) else {
        return true;
    };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut is_root = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let is_page = is_root && tag.local_name().as_ref() != "svg";
                if is_page || runs(&tag) {
                    return true;
                }
                is_root = false;
            }
            // An entity can stand for anything; a processing instruction can load a style or a
            // program.
            Ok(Event::Decl(decl)) if !is_utf8(&decl) => return true,
            Ok(Event::DocType(doctype)) if doctype.contains("<!") => return true,
            Ok(Event::PI(_)) | Err(_) => return true,
            Ok(Event::Eof) => return false,
            Ok(_) => {}
        }
    }
}

fn is_utf8(decl: &BytesDecl<'_>) -> bool {
    match decl.encoding() {
        None => true,
        Some(Ok(name)) => name.eq_ignore_ascii_case("utf-8"),
        Some(Err(_)) => false,
    }
}

fn runs(tag: &BytesStart<'_>) -> bool {
    let name = tag.local_name().as_ref().to_ascii_lowercase();
    let is_active = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        let value: String =
            value.map_or_else(|_| "javascript:".into(), |value| value.to_lowercase());
        let value: String =
            value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let is_picture = value.starts_with("data:image/") && !value.starts_with("data:image/svg");
        // A namespace can make a browser read an element as HTML or MathML.
        let is_page = |name: &str| value.contains(name);
        let declares = key == "xmlns" || attribute.key.as_ref().starts_with("xmlns:");
        key.starts_with("on")
            || (declares && ["1999/xhtml", "math/mathml", "mozilla.org"].into_iter().any(is_page))
            || value.contains("javascript:")
            || value.contains("vbscript:")
            || (value.starts_with("data:") && !is_picture)
    };
    ELEMENTS.contains(&name.as_str())
        || tag.attributes().with_checks(false).any(|one| one.map_or(true, is_active))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_that_only_show_themselves_are_told_from_others() {
        for quiet in [
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\"><svg width=\"4\"><style>a{}</style><text>甲</text></svg>",
            "<svg xmlns:xlink=\"x\"><a xlink:href=\"https://a.cn/\"><path d=\"M0 0\"/></a></svg>",
            "<svg><image href=\"data:image/png;base64,AA\"/></svg>",
        ] {
            assert!(!drawing(quiet.as_bytes()), "{quiet}");
        }
        for active in [
            "<svg><script>alert(1)</script></svg>",
            "<x:svg><x:script/></x:svg>",
            "<svg onload=\"alert(1)\"/>",
            "<svg ONLOAD='alert(1)'/>",
            "<svg><a href=\"java&#x73;cript:alert(1)\"/></svg>",
            "<svg><a xlink:href=\" java\tscript:alert(1)\"/></svg>",
            "<svg><animate attributeName=\"href\" values=\"javascript:alert(1)\"/></svg>",
            "<svg><foreignObject><b/></foreignObject></svg>",
            "<svg><use href=\"data:image/svg+xml,x\"/></svg>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>",
            "<?xml-stylesheet href=\"x\"?><svg/>",
            "<svg><a",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "<svg><frameset xmlns='http://www.w3.org/1999/xh&#116;ml'/></svg>",
            "<svg xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:meta/></svg>",
            "<?xml version=\"1.0\" encoding=\"GBK\"?><svg/>",
            "<svg><a b=c/></svg>",
        ] {
            assert!(drawing(active.as_bytes()), "{active}");
        }
    }
}
