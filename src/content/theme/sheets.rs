//! Mistakes in a style sheet. A browser skips a rule that it cannot read; what makes books and mail
//! would drop all that follows, and nobody would be told.

use cssparser::{ParseError, Parser, Token};

/// What is wrong in a style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A bracket, a quotation mark or `url(` that is never closed, or is closed by another sign.
    Unclosed,
    /// A closing bracket that nothing opens.
    Unopened,
    /// What is neither `name: value` nor a rule.
    Unreadable,
}

impl Mistake {
    /// The name of its wording.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unclosed => "unclosed",
            Self::Unopened => "unopened",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The first mistake of a style sheet, and the place of the byte where it begins (CSS Syntax Level 3,
/// section 5).
pub fn mistake(css: &str) -> Option<(usize, Mistake)> {
    let mut parser = Parser::new(css);
    rules(&mut parser, Inside::Sheet).err()
}

type Found = Result<(), (usize, Mistake)>;

/// What the rules stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Nothing: here are no declarations.
    Sheet,
    /// The block of a rule.
    Block,
    /// Other brackets, with anything in them: where they open.
    Brackets(usize),
}

fn rules(parser: &mut Parser<'_>, inside: Inside) -> Found {
    let mut statement: Option<Statement> = None;
    loop {
        parser.skip_whitespace();
        let start = parser.position().byte_index();
        let Ok(token) = parser.next().cloned() else {
            return statement.map_or(Ok(()), |statement| statement.end(inside));
        };
        match &token {
            Token::BadString(_) | Token::BadUrl(_) => return Err((start, Mistake::Unclosed)),
            Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                return Err(match inside {
                    Inside::Brackets(opened) => (opened, Mistake::Unclosed),
                    Inside::Sheet | Inside::Block => (start, Mistake::Unopened),
                });
            }
            Token::Semicolon => {
                if let Some(statement) = statement.take() {
                    statement.end(inside)?;
                }
                continue;
            }
            _ => {}
        }
        let of = statement.get_or_insert_with(|| Statement::new(start, &token));
        of.read(&token);
        let Some(sign) = closing(&token) else { continue };
        let is_rule = sign == '}' && !of.is_custom;
        let within = if is_rule { Inside::Block } else { Inside::Brackets(start) };
        // `None` when brackets are nested too deep for the parser.
        let mut read = None;
        let _ = parser.parse_nested_block(|inner| {
            read = Some((rules(inner, within), inner.position()));
            Ok::<(), ParseError<()>>(())
        });
        let (found, end) = read.ok_or((start, Mistake::Unreadable))?;
        found?;
        if !parser.slice_from(end).ends_with(sign) {
            return Err((start, Mistake::Unclosed));
        }
        if is_rule {
            statement = None;
        }
    }
}

fn closing(token: &Token<'_>) -> Option<char> {
    match token {
        Token::CurlyBracketBlock => Some('}'),
        Token::ParenthesisBlock | Token::Function(_) => Some(')'),
        Token::SquareBracketBlock => Some(']'),
        _ => None,
    }
}

/// What ends with a semicolon or with a block.
struct Statement {
    start: usize,
    is_at_rule: bool,
    /// Whether it begins with the name of a custom property, whose value may be anything.
    is_custom: bool,
    /// How many of its tokens were read.
    tokens: usize,
    /// Whether it begins with a name and a colon.
    is_declaration: bool,
}

impl Statement {
    fn new(start: usize, first: &Token<'_>) -> Self {
        let is_at_rule = matches!(first, Token::AtKeyword(_));
        let is_custom = matches!(first, Token::Ident(name) if name.starts_with("--"));
        let is_declaration = matches!(first, Token::Ident(_));
        Self { start, is_at_rule, is_custom, tokens: 0, is_declaration }
    }

    fn read(&mut self, token: &Token<'_>) {
        self.is_declaration &= self.tokens != 1 || matches!(token, Token::Colon);
        self.tokens += 1;
    }

    /// Ends it without a block.
    fn end(self, inside: Inside) -> Found {
        let is_right = match inside {
            Inside::Sheet => self.is_at_rule,
            Inside::Block => self.is_at_rule || (self.is_declaration && self.tokens > 1),
            Inside::Brackets(_) => true,
        };
        if is_right { Ok(()) } else { Err((self.start, Mistake::Unreadable)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_would_skip_is_found() {
        let cases = [
            ("p { color: red", 2, Mistake::Unclosed),
            ("p { color: red\n.b { margin: 0 }", 2, Mistake::Unclosed),
            ("p { color: red } }", 17, Mistake::Unopened),
            ("p { color red }", 4, Mistake::Unreadable),
            ("p { ; color; }", 6, Mistake::Unreadable),
            ("p { color: red; } 说明", 18, Mistake::Unreadable),
            ("p; a { color: red }", 0, Mistake::Unreadable),
            ("p { content: \"a\n }", 13, Mistake::Unclosed),
            ("p { color: rgb(1, 2; }", 11, Mistake::Unclosed),
            ("p { color: red /* } }", 2, Mistake::Unclosed),
        ];
        for (css, at, what) in cases {
            assert_eq!(mistake(css), Some((at, what)), "{css}");
        }
    }

    #[test]
    fn what_css_allows_is_no_mistake() {
        let css = "@charset \"utf-8\"; @import url(a.css);\n/* } */ :root { --a: {x}; --b:; --c: a;b: c }\n\
            p:not([x=\"}\"]) > a::before { content: \"}\"; filter: alpha(opacity=50); & b { margin: 0 } }\n\
            @media print { p { color: rgb(1, 2, 3) !important; } } @font-face { src: url(a;b) } <!-- --> @page { @top-left { margin: 1 } }";
        assert_eq!(mistake(css), None);
        assert_eq!(mistake(""), None);
    }
}
