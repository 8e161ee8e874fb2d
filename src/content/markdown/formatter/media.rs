//! Pictures, films and sounds.

use std::fmt::{self, Write};

use comrak::Node;
use comrak::html::{ChildRendering, Context};
use comrak::nodes::NodeLink;
use percent_encoding::percent_decode_str;

use super::writer::Writer;
use crate::base::Diagnostic;
use crate::content::markdown::body::{Hole, LinkKind, marks};
use crate::content::markdown::figures::is_figure;
use crate::content::picture;
use crate::content::picture::Playable;

/// Writes the title of a link or a picture.
pub fn title(context: &mut Context<'_, '_, Writer>, title: &str) -> fmt::Result {
    if !title.is_empty() {
        context.write_str("\" title=\"")?;
        context.escape(title)?;
    }
    Ok(())
}

/// Writes a picture, a film or a sound.
pub fn image(
    context: &mut Context<'_, '_, Writer>,
    node: Node<'_>,
    link: &NodeLink,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let in_figure = node.parent().is_some_and(is_figure) && node.next_sibling().is_none();
    if entering {
        let position = node.data().sourcepos;
        if link.url.starts_with("http://") || link.url.starts_with("https://") {
            let finding = Diagnostic::warning("picture-elsewhere").with("address", &link.url);
            context.user.mistakes.push((finding, position));
        }
        let number = context.user.link(LinkKind::Image, link, position);
        let (start, name) = match picture::playable(&link.url) {
            Some(Playable::Film) => ("<video controls preload=\"metadata\" src=\"", "aria-label"),
            Some(Playable::Sound) => ("<audio controls preload=\"metadata\" src=\"", "aria-label"),
            None => ("<img src=\"", "alt"),
        };
        context.write_str(start)?;
        marks::write(context, Hole::Image(number))?;
        write!(context, "\" {name}=\"")?;
        return Ok(ChildRendering::Plain);
    }
    if let Some(playable) = picture::playable(&link.url) {
        played(context, link, playable, in_figure)?;
        return Ok(ChildRendering::HTML);
    }
    if !in_figure {
        title(context, &link.title)?;
    }
    context.write_str("\" loading=\"lazy\" decoding=\"async\">")?;
    if in_figure && !link.title.is_empty() {
        context.write_str("<figcaption>")?;
        context.escape(&link.title)?;
        context.write_str("</figcaption>")?;
    }
    Ok(ChildRendering::HTML)
}

/// Ends a film or a sound. A link follows that says what it is and how long: not every reader can or wants
/// to play it.
fn played(
    context: &mut Context<'_, '_, Writer>,
    link: &NodeLink,
    playable: Playable,
    in_figure: bool,
) -> fmt::Result {
    let end = if playable == Playable::Film { "\"></video>" } else { "\"></audio>" };
    context.write_str(end)?;
    context.write_str(if in_figure { "<figcaption>" } else { " " })?;
    if !link.title.is_empty() {
        context.escape(&link.title)?;
        context.write_str(" ")?;
    }
    let path = link.url.split(['?', '#']).next().unwrap_or_default();
    let name = percent_decode_str(path.rsplit('/').next().unwrap_or_default()).decode_utf8_lossy();
    let kind = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_uppercase();
    // Nothing in the description is a link: its own is the last.
    let last = context.user.links.len().saturating_sub(1);
    let number = u32::try_from(last).expect("a file of at most 4 GB has fewer links");
    context.write_str("<a href=\"")?;
    marks::write(context, Hole::Href(number))?;
    context.write_str("\">")?;
    context.escape(&name)?;
    write!(context, "（{kind}")?;
    marks::write(context, Hole::Length(number))?;
    context.write_str("）</a>")?;
    context.write_str(if in_figure { "</figcaption>" } else { "" })
}
