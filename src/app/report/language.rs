//! Which language the program speaks, and its sentences: the Fluent catalogues in `locales/`.
//!
//! A diagnostic's sentences stand under its code, or under `code_wording` where a code has several
//! wordings. Where a wording or its attribute is missing, that of the code is used.

#![expect(clippy::disallowed_methods, reason = "the environment says what people speak")]

use std::borrow::Cow;
use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use clap::ValueEnum;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::base::Diagnostic;
use crate::base::diagnostic::{COUNT, NEAR};
use crate::content::read::NOT_FOLLOWED;

type Bundle = FluentBundle<FluentResource>;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

static SPOKEN: OnceLock<Language> = OnceLock::new();

/// Settles the language for the rest of the process. Only the first call counts.
pub fn speak(language: Language) {
    let _ = SPOKEN.set(language);
}

/// The language of the process: what was settled, or else what the environment asks for.
pub fn spoken() -> Language {
    *SPOKEN.get_or_init(of_environment)
}

/// The language that the words or the environment name. What is wrong is told when all words are read.
pub fn asked(words: &[OsString]) -> Option<Language> {
    let is_option = |word: &&OsString| *word == "--lang";
    let behind = || words.iter().skip_while(|word| !is_option(word)).nth(1)?.to_str();
    let joined = || words.iter().find_map(|word| word.to_str()?.strip_prefix("--lang="));
    let named = joined().or_else(behind).map(str::to_owned);
    let name = named.or_else(|| env::var("KUAIXUN_LANG").ok())?;
    Language::from_str(&name, false).ok()
}

/// The language that the environment asks for: by the first of `LC_ALL`, `LC_MESSAGES` and `LANG`
/// that is set, as POSIX has it. Where it asks for none (`C`, or none is set, as on Windows), it is
/// Chinese, the language of those who write bulletins.
fn of_environment() -> Language {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    let is_plain = asked.split('.').next().is_some_and(|name| matches!(name, "" | "C" | "POSIX"));
    if is_plain || asked.starts_with("zh") { Language::Zh } else { Language::En }
}

impl Language {
    fn bundle(self) -> &'static Bundle {
        static ZH: LazyLock<Bundle> = LazyLock::new(|| {
            bundle(
                "zh-CN",
                concat!(
                    include_str!("../../../locales/zh-CN.ftl"),
                    "\n",
                    include_str!("../../../locales/help-zh-CN.ftl")
                ),
            )
        });
        static EN: LazyLock<Bundle> =
            LazyLock::new(|| bundle("en", include_str!("../../../locales/en.ftl")));
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// The sentence `id`, filled with `args`; `id` itself when there is no such sentence.
    pub fn say(self, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args = args.iter().cloned().collect();
        self.find(id, None, &args).unwrap_or_else(|| id.to_owned())
    }

    /// The sentence `id` that names no values; `None` when there is no such sentence.
    pub fn find_plain(self, id: &str) -> Option<String> {
        self.find(id, None, &FluentArgs::new())
    }

    /// All sentences of a finding in this language.
    pub fn tell(self, finding: &Diagnostic) -> Told {
        let mut args = FluentArgs::new();
        for (name, value) in &finding.args {
            let number = value.parse::<u32>().ok().filter(|_| *name == COUNT);
            let text = || if *name == "said" { self.machine_text(value) } else { value.clone() };
            args.set(*name, number.map_or_else(|| text().into(), FluentValue::from));
        }
        let code = finding.code;
        let own = match finding.wording {
            "" => Cow::Borrowed(code),
            wording => format!("{code}_{wording}").into(),
        };
        let part = |name| {
            self.find(&own, Some(name), &args).or_else(|| self.find(code, Some(name), &args))
        };
        let message = self.find(&own, None, &args).or_else(|| self.find(code, None, &args));
        let help = match finding.arg(NEAR) {
            Some(_) => part("near").or_else(|| self.find("did-you-mean", None, &args)),
            None => part("help"),
        };
        Told {
            message: message.unwrap_or_else(|| own.to_string()),
            help,
            notes: finding.related.iter().filter_map(|(_, note)| part(note)).collect(),
        }
    }

    /// What the system says, where it is a usual thing.
    pub fn machine(self, error: &io::Error) -> String {
        let id = match error.kind() {
            _ if self == Self::En => return error.to_string(),
            io::ErrorKind::NotFound => "io-not-found",
            io::ErrorKind::PermissionDenied => "io-denied",
            io::ErrorKind::AlreadyExists => "io-exists",
            io::ErrorKind::NotADirectory => "io-no-folder",
            io::ErrorKind::IsADirectory => "io-folder",
            io::ErrorKind::StorageFull => "io-full",
            io::ErrorKind::ReadOnlyFilesystem => "io-read-only",
            io::ErrorKind::AddrInUse => "io-taken",
            io::ErrorKind::AddrNotAvailable => "io-no-address",
            io::ErrorKind::UnexpectedEof => "io-cut",
            io::ErrorKind::FileTooLarge => "io-large",
            io::ErrorKind::InvalidData => "io-damaged",
            _ => return error.to_string(),
        };
        let number = error.raw_os_error().map(|number| format!("（{number}）"));
        format!("{}{}", self.say(id, &[]), number.unwrap_or_default())
    }

    /// The same for what was noted as a text.
    pub fn machine_text(self, said: &str) -> String {
        let number = said.rsplit_once("(os error ").and_then(|(_, rest)| rest.strip_suffix(')'));
        let known = [io::ErrorKind::IsADirectory, io::ErrorKind::NotADirectory];
        let kind = known.into_iter().find(|kind| kind.to_string() == said);
        let error = match number.and_then(|number| number.parse().ok()) {
            Some(number) => io::Error::from_raw_os_error(number),
            None if self == Self::Zh && said == NOT_FOLLOWED => return self.say("io-link", &[]),
            None => match kind {
                Some(kind) => kind.into(),
                None => return said.to_owned(),
            },
        };
        self.machine(&error)
    }

    fn find(self, id: &str, attribute: Option<&str>, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundle();
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        // An argument that is missing is a mistake of ours, which a test of all codes finds.
        Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }
}

/// The sentences of a finding in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is wrong.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
    /// Why each of the related places matters.
    pub notes: Vec<String>,
}

/// The sentence `id` in the language of the process.
pub fn say(id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    spoken().say(id, args)
}

/// Why the machine refused, by the sentence `id`, which names a path.
pub fn refused(id: &str, path: &Path) -> String {
    say(id, &[("path", path.display().to_string().into())])
}

/// A finding in the language of the process.
pub fn tell(finding: &Diagnostic) -> Told {
    spoken().tell(finding)
}

fn bundle(language: &str, text: &str) -> Bundle {
    let resource = FluentResource::try_new(text.to_owned()).expect("a catalogue that is tested");
    let mut bundle = FluentBundle::new_concurrent(vec![language.parse().expect("a language tag")]);
    // Terminals show the marks that keep directions of writing apart as boxes.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("no sentence stands twice");
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_from_the_special_to_the_general() {
        let said = |finding| {
            let Told { message, help, .. } = Language::En.tell(&finding);
            (message, help.unwrap())
        };
        let unit = Diagnostic::error("unknown-unit").with("name", "甲");
        assert_eq!(said(unit.clone()).1, "register it in data/units.yaml");
        assert!(said(unit.near(Some("乙"))).1.starts_with("did you mean “乙”? A new unit"));
        let empty = Diagnostic::error("bad-visibility").wording("empty");
        assert_eq!(
            said(empty),
            ("visibility has no value".to_owned(), "write public or internal".to_owned())
        );
        let key = Diagnostic::warning("unknown-key").with("key", "tilte").near(Some("title"));
        assert_eq!(said(key).1, "did you mean “title”?");
    }

    #[test]
    fn one_and_many_differ() {
        let said = |count: u32| Language::En.say("nothing-published", &[("count", count.into())]);
        assert!(said(1).starts_with("1 error,") && said(2).starts_with("2 errors,"));
    }
}
