//! The command line in Chinese: help, and what is said of a wrong command. The English is made by clap of the
//! comments beside the arguments.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};

use crate::app::report::language::{Language, say};

/// What stands above lists of arguments: clap takes texts of the program alone.
const ARGUMENTS: &str = "参数";
const OPTIONS: &str = "选项";

/// Reads a command line. `Err` is what to print instead, and the exit status.
///
/// # Errors
/// When it asks for help, or is wrong.
pub fn parse<A: CommandFactory + FromArgMatches>(
    mut words: Vec<OsString>,
) -> Result<A, (String, u8)> {
    // `kuaixun help build`: clap's own command for that is English.
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.push("--help".into());
    }
    let mut command = localised(A::command(), None);
    let matches = command.try_get_matches_from_mut(words);
    let args = matches.and_then(|mut matches| A::from_arg_matches_mut(&mut matches));
    args.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (error.render().to_string(), 0),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => (error.render().to_string(), 2),
        ErrorKind::MissingSubcommand => (command.render_help().to_string(), 2),
        _ => (said(&error), 2),
    })
}

/// A command with all that clap would say of it in Chinese.
fn localised(command: Command, above: Option<&str>) -> Command {
    let name = command.get_name().to_owned();
    let own = above.map(|_| name.as_str());
    let help = |id: &str| {
        let special = own.map(|own| format!("help-{own}-{id}"));
        special
            .and_then(|id| Language::Zh.find_plain(&id))
            .unwrap_or_else(|| say(&format!("help-{id}"), &[]))
    };
    let about =
        say(&own.map_or_else(|| "help-kuaixun".to_owned(), |own| format!("help-{own}")), &[]);
    let arg = |arg: Arg| {
        let heading = if arg.is_positional() { ARGUMENTS } else { OPTIONS };
        let text = help(arg.get_id().as_str());
        let takes_values = arg.get_action().takes_values();
        let arg = arg.long_help(text.clone()).help(text).help_heading(heading);
        if takes_values {
            arg.hide_default_value(true).hide_possible_values(true).hide_env(true)
        } else {
            arg
        }
    };
    let full = above.map_or_else(|| name.clone(), |above| format!("{above} {name}"));
    let mut command = command
        .long_about(about.clone())
        .about(about)
        .mut_args(arg)
        .mut_subcommands(|inner| localised(inner, Some(&full)))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("命令")
        .arg(flag("help", 'h', ArgAction::HelpShort));
    if above.is_none() {
        command = command.disable_version_flag(true).arg(flag("version", 'V', ArgAction::Version));
    }
    let usage = command.clone().bin_name(&full).render_usage().to_string();
    let usage =
        usage.trim_start_matches("Usage: ").replace("[OPTIONS]", &say("usage-options", &[]));
    let usage = usage.replace("<COMMAND>", &say("usage-command", &[]));
    let template = format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}", say("usage", &[]));
    command.override_usage(usage).help_template(template)
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    Arg::new(name)
        .short(short)
        .long(name)
        .action(action)
        .help(say(&format!("help-{name}"), &[]))
        .help_heading(OPTIONS)
}

/// What is wrong with a command, and what to write.
fn said(error: &Error) -> String {
    let part = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (arg, value) = (part(ContextKind::InvalidArg), part(ContextKind::InvalidValue));
    let with =
        |id: &str| say(id, &[("arg", arg.as_str().into()), ("value", value.as_str().into())]);
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument if !arg.starts_with('-') => with("usage-extra"),
        ErrorKind::UnknownArgument => with("usage-unknown"),
        ErrorKind::InvalidSubcommand => {
            let arg = part(ContextKind::InvalidSubcommand);
            say("usage-unknown-command", &[("arg", arg.into())])
        }
        ErrorKind::InvalidValue if value.is_empty() => with("usage-no-value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => with("usage-value"),
        ErrorKind::MissingRequiredArgument => with("usage-missing"),
        ErrorKind::ArgumentConflict => {
            let other = part(ContextKind::PriorArg);
            say("usage-conflict", &[("arg", arg.as_str().into()), ("other", other.into())])
        }
        ErrorKind::TooManyValues => with("usage-many"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => with("usage-no-value"),
        _ => say("usage-wrong", &[]),
    };
    // Our own readers of values say what they want.
    let wanted = std::error::Error::source(error).map(ToString::to_string);
    if let Some(wanted) = wanted.filter(|wanted| !wanted.is_ascii()) {
        text.extend(["；", wanted.as_str()]);
    }
    let values = part(ContextKind::ValidValue);
    let near =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().map(part).find(|near| !near.is_empty());
    match near {
        Some(near) => text += &say("usage-near", &[("near", near.into())]),
        None if !values.is_empty() => text += &say("usage-values", &[("values", values.into())]),
        None => {}
    }
    format!("kuaixun: {text}\n")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::args::Args;

    fn every(command: &Command, see: &mut dyn FnMut(&str, String)) {
        let name = command.get_name().to_owned();
        see(&name, command.clone().render_help().to_string());
        command.get_subcommands().for_each(|inner| every(inner, see));
    }

    #[test]
    fn help_is_chinese_and_whole() {
        let words = regex::Regex::new("[a-z]+ [a-z]+ [a-z]+").unwrap();
        let mut count = 0;
        every(&localised(Args::command(), None), &mut |name, help| {
            count += 1;
            assert!(!help.contains("help-") && !help.contains("Usage"), "{name}: {help}");
            assert!(!help.contains("Options") && !help.contains("Print"), "{name}: {help}");
            // The names of commands stand side by side in the usage line alone.
            let english = help.lines().find(|line| words.is_match(line));
            assert_eq!(english, None, "{name}");
        });
        assert!(count > 14, "{count}");
        every(&Args::command(), &mut |name, help| {
            let han = help.replace("中文", "").replace("2006年第3期", "");
            assert!(!han.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{name}: {help}");
        });
    }

    #[test]
    fn what_is_wrong_is_said_in_chinese() {
        crate::app::report::language::speak(Language::Zh);
        for (words, told) in [
            ("build extra", "多写了“extra”"),
            ("bild", "没有“bild”这个命令；是不是 build？"),
            ("build --outptu x", "没有 --outptu 这个选项；是不是 --output？"),
            ("build --editions word", "--editions <LIST> 不能是“word”；写 pdf"),
            ("build --today 明天", "--today <DATE> 不能是“明天”；写成 2007-12-31"),
            ("build --jobs 999", "--jobs <N> 不能是“999”"),
            ("build --poll", "还要写：--watch"),
            ("build --output", "--output <DIR> 后面要写一个值"),
            ("list artikel", "不能是“artikel”；是不是 articles？"),
            ("new", "还要写：<KIND>"),
            ("seal --list 2007-01", "不能一起用"),
        ] {
            let words = format!("kuaixun {words}");
            let (said, status) =
                parse::<Args>(words.split(' ').map(Into::into).collect()).unwrap_err();
            assert!(said.contains(told) && status == 2, "{words}: {said}");
        }
    }
}
