//! What printing needs of the machine: the typefaces that are installed.
//!
//! None is part of the program. For each role there is a chain of families, from those that
//! official papers are set in to free ones; what is installed of it is taken, in this order, so that a
//! character that the first family lacks is looked for in the next.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::editions::{Print, ROLES};
use crate::base::Fingerprint;

#[cfg(feature = "pdf")]
use {crate::base::Diagnostic, std::sync::OnceLock, typst_kit::fonts::FontStore};

#[cfg(feature = "pdf")]
/// What every chain ends with: free families that have nearly all of Unicode's Han characters, and signs.
const FREE: [&str; 11] = [
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "SimSun",
    "SimSun-ExtB",
    "Songti SC",
    "Segoe UI Symbol",
    "Noto Sans Symbols 2",
    "DejaVu Sans",
    "Apple Symbols",
];

#[cfg(feature = "pdf")]
/// What is looked for first, for each of [`ROLES`]: the faces of official papers (GB/T 9704-2012)
/// under the names that Windows, WPS, macOS and Fandol give them.
const CHAINS: [&[&str]; ROLES.len()] = [
    &["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong"],
    &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", "FandolFang R", "FandolFang"],
    &["SimHei", "STHeiti", "Heiti SC", "FandolHei", "Noto Sans CJK SC", "Source Han Sans SC"],
    &["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "FandolKai"],
    &["SimSun", "STSong", "Songti SC", "FandolSong"],
    &["Noto Sans Mono CJK SC", "NSimSun", "Consolas", "Menlo"],
];

/// The fonts of a machine and of a site's `fonts/`, looked for when something is first printed.
#[derive(Default)]
pub struct Fonts {
    folder: PathBuf,
    #[cfg(feature = "pdf")]
    store: OnceLock<FontStore>,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// The fonts that are taken for each role.
#[derive(Clone, Debug, Default)]
pub struct Press {
    /// Families that are installed, by role in the order of [`ROLES`].
    pub families: [Vec<String>; ROLES.len()],
    /// Families that the configuration names and nobody has.
    pub absent: Vec<String>,
    /// Of everything about them that a page depends on.
    pub fingerprint: Option<Fingerprint>,
    /// Where the fonts are.
    pub fonts: Arc<Fonts>,
}

impl Fonts {
    /// Those of a site: its `fonts/`, and what is installed.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            #[cfg(feature = "pdf")]
            store: OnceLock::new(),
        }
    }
}

#[cfg(not(feature = "pdf"))]
impl Press {
    /// Nothing can be printed.
    pub fn of(fonts: &Arc<Fonts>, _: &Print) -> Self {
        Self { fonts: Arc::clone(fonts), ..Self::default() }
    }
}

#[cfg(feature = "pdf")]
impl Fonts {
    /// All fonts, those of the site first.
    pub fn store(&self) -> &FontStore {
        self.store.get_or_init(|| {
            let mut store = FontStore::new();
            store.extend(typst_kit::fonts::scan(&self.folder));
            store.extend(typst_kit::fonts::system());
            store
        })
    }
}

#[cfg(feature = "pdf")]
impl Press {
    /// Chooses the families of every role: those of the configuration first.
    pub fn of(fonts: &Arc<Fonts>, print: &Print) -> Self {
        let book = fonts.store().book();
        let is_there = |family: &&str| book.contains_family(&family.to_lowercase());
        let families = std::array::from_fn(|role| {
            let given = print.fonts.get(role).map_or(&[][..], |(_, families)| families);
            let chain = given.iter().map(String::as_str).chain(CHAINS[role].iter().copied());
            let mut families: Vec<String> = Vec::new();
            for family in chain.chain(FREE).filter(is_there) {
                if !families.iter().any(|known| known == family) {
                    families.push(family.to_owned());
                }
            }
            families
        });
        let named = print.fonts.iter().flat_map(|(_, families)| families);
        let absent = named.filter(|family| !is_there(&family.as_str())).cloned().collect();
        let mut press = Self { families, absent, fingerprint: None, fonts: Arc::clone(fonts) };
        press.fingerprint = Some(press.fingerprint());
        press
    }

    /// Of the names, the kinds and the coverage of all that may be used: enough to tell another
    /// version of a font from this one, without reading its outlines.
    fn fingerprint(&self) -> Fingerprint {
        let book = self.fonts.store().book();
        let families = self.families.iter().flatten();
        let faces: Vec<_> = families
            .flat_map(|family| book.select_family(&family.to_lowercase()).collect::<Vec<_>>())
            .filter_map(|face| book.info(face))
            .collect();
        Fingerprint::of(&(&self.families, faces))
    }

    /// Whether in every role some family has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        let book = self.fonts.store().book();
        let is_in = |family: &String| {
            let faces = book.select_family(&family.to_lowercase());
            let mut faces = faces.filter_map(|face| book.info(face));
            faces.any(|face| face.coverage.contains(character.into()))
        };
        self.families.iter().all(|families| families.iter().any(is_in))
    }

    /// What is missing on a machine that has no font for a role: what to install is in its help.
    pub fn missing(&self) -> Option<Diagnostic> {
        // Signs alone are no typeface: Han characters must be there.
        (!self.has('中')).then(|| {
            let finding = Diagnostic::error("missing-font");
            finding.with("families", FREE[..4].join("、"))
        })
    }
}

#[cfg(all(test, feature = "pdf"))]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_fonts_is_told_what_to_install() {
        let fonts = Fonts { folder: PathBuf::new(), store: FontStore::new().into() };
        let press = Press::of(&Arc::new(fonts), &Print::default());
        assert_eq!(press.missing().map(|finding| finding.code), Some("missing-font"));
        assert!(!press.has('中'));
    }

    #[test]
    fn the_configuration_comes_first() {
        let fonts = Arc::new(Fonts::default());
        let family = "Noto Sans CJK SC";
        if !fonts.store().book().contains_family(&family.to_lowercase()) {
            return;
        }
        let named = vec!["No Such Font".to_owned(), family.to_owned()];
        let print = Print { fonts: vec![("title", named)], ..Print::default() };
        let press = Press::of(&fonts, &print);
        assert_eq!(press.families[0].iter().filter(|known| *known == family).count(), 1);
        assert_eq!(press.families[0][0], family);
        assert_eq!(press.absent, ["No Such Font"]);
        assert_ne!(press.fingerprint, Press::of(&fonts, &Print::default()).fingerprint);
    }
}
