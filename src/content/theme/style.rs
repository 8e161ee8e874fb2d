//! The settings of `style:` as custom properties of the theme, and whether its colours can be read.

use std::fmt::{Display, Write as _};

use super::colours::Colours;
use crate::base::{Diagnostic, Rgb};
use crate::content::config::{Density, Face, Style};

/// Behind text in the dark, where the accent of a setting is made lighter until it can be read.
const DARK: Rgb = Rgb([0x17, 0x15, 0x12]);

/// The rules of the settings, to stand after those of the theme with these colours; empty without settings.
pub fn sheet(style: &Style, theme: &Colours) -> String {
    let mut css = String::new();
    let (ink, paper) = (shown(theme, "ink", style.ink), shown(theme, "paper", style.paper));
    let mut screen = String::new();
    let mut set = |name: &str, value: &dyn Display| {
        write!(screen, " --{name}: {value};").expect("writing to a String cannot fail");
    };
    if let (Some(ink), Some(paper)) = (ink, paper)
        && (style.ink.is_some() || style.paper.is_some())
    {
        set("ink", &ink);
        set("paper", &paper);
        set("soft", &ink.mixed(paper, 30).readable_on(paper));
        set("rule", &ink.mixed(paper, 86));
    }
    if let Some(accent) = style.accent {
        set("red", &accent);
        // Where a style has a band behind the name.
        set("band", &accent);
        set("on-band", &Rgb::WHITE.readable_on(accent));
    }
    let face = |face: Face| match face {
        Face::Song => "var(--song)",
        Face::Hei => "var(--hei)",
        Face::Kai => "var(--kai)",
    };
    for (name, of) in [("name", style.masthead), ("text", style.text)] {
        if let Some(of) = of {
            set(name, &face(of));
        }
    }
    match style.density {
        Some(Density::Compact) => set("row", &"4px"),
        Some(Density::Roomy) => set("row", &"14px"),
        None => {}
    }
    if !screen.is_empty() {
        css = format!("@media screen {{ :root {{{screen} }} }}\n");
    }
    if let Some(accent) = style.accent {
        let (light, dark) = (accent.readable_on(DARK), accent.mixed(Rgb::BLACK, 60));
        let (on_dark, printed) = (Rgb::WHITE.readable_on(dark), accent.readable_on(Rgb::WHITE));
        write!(
            css,
            "@media screen and (prefers-color-scheme: dark) {{ :root:not([data-scheme=\"light\"]) {{ --red: {light}; --band: {dark}; --on-band: {on_dark}; }} }}\n\
             @media screen {{ :root[data-scheme=\"dark\"] {{ --red: {light}; --band: {dark}; --on-band: {on_dark}; }} }}\n\
             @media print {{ :root, :root[data-scheme] {{ --red: {printed}; --on-band: {printed}; }} }}\n"
        )
        .expect("writing to a String cannot fail");
    }
    css
}

fn shown(theme: &Colours, name: &str, own: Option<Rgb>) -> Option<Rgb> {
    own.or_else(|| theme.get(name).and_then(Rgb::parse))
}

/// A warning for each colour of text that cannot be read on the paper.
pub fn unreadable(colours: &Colours) -> Vec<Diagnostic> {
    let Some(paper) = shown(colours, "paper", None) else { return Vec::new() };
    let pairs = ["ink", "soft", "red"].into_iter();
    let pairs = pairs.filter_map(|name| Some((name, shown(colours, name, None)?)));
    let faint = pairs.filter(|(_, colour)| !colour.is_readable_on(paper));
    faint
        .map(|(name, colour)| {
            // 4.49 is not said to be 4.5.
            let ratio = format!("{:.1}", (colour.contrast(paper) * 10.0).floor() / 10.0);
            Diagnostic::warning("low-contrast")
                .with("name", if name == "red" { "accent" } else { name })
                .with("colour", colour)
                .with("paper", paper)
                .with("ratio", ratio)
                .with("nearest", colour.readable_on(paper))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faint_accent_is_told_with_one_that_is_not() {
        let style = Style { accent: Rgb::parse("#ff9900"), ..Style::default() };
        let theme =
            Colours::read(":root { --ink: #111; --paper: #fff; --soft: #555; --red: #b00 }");
        let css = format!(
            ":root {{ --ink: #111; --paper: #fff; --soft: #555 }} {}",
            sheet(&style, &theme)
        );
        let findings = unreadable(&Colours::read(&css));
        assert_eq!(findings.len(), 1);
        assert_eq!(sheet(&Style::default(), &theme), "");
    }
}
