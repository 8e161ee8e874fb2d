//! The generators that are known.

/// A generator of sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// Hugo: `content/`, shortcodes.
    Hugo,
    /// Hexo: `source/_posts/`, tags of Nunjucks.
    Hexo,
    /// Jekyll: `_posts/`, Liquid, kramdown.
    Jekyll,
    /// Zola: `content/`, TOML.
    Zola,
    /// `VitePress`: pages beside `.vitepress/`.
    VitePress,
    /// mdBook: chapters below `src/`.
    MdBook,
    /// Nothing says what it is: Markdown with or without front matter.
    Unknown,
}
