//! Texts made to cost: what parsers of `CommonMark` (after cmark's test suite), of GFM and rules on
//! Chinese texts have been slow at.

/// A kind of text, and how it is made of a size in bytes, about.
pub type Kind = (&'static str, fn(usize) -> String);

fn again(part: &str, size: usize) -> String {
    part.repeat(size / part.len())
}

/// All kinds.
pub const KINDS: &[Kind] = &[
    ("nested emphasis", |n| again("*a **a ", n / 2) + "b" + &again(" a** a*", n / 2)),
    ("emphasis closers", |n| again("a_ ", n)),
    ("emphasis openers", |n| again("_a ", n)),
    ("link closers", |n| again("a]", n)),
    ("link openers", |n| again("[a", n)),
    ("mismatched emphasis", |n| again("*a_ ", n)),
    ("emphasis of two kinds", |n| again("*a ", n / 2) + &again("_a*_ ", n / 2)),
    ("multiples of three", |n| "a**b".to_owned() + &again("c* ", n)),
    ("more multiples of three", |n| {
        "x**x".to_owned() + &again(" _x", n / 2) + &again("x* ", n / 2)
    }),
    ("links and emphasis", |n| again("[ a_", n)),
    ("brackets and parentheses", |n| again("[ (](", n)),
    ("pictures in links", |n| again("![[]()", n)),
    ("nested brackets", |n| again("[", n / 2) + "a" + &again("]", n / 2)),
    ("nested quotations", |n| again("> ", n) + "a"),
    ("nested items", |n| again("- ", n) + "a"),
    ("nested items and lines", |n| again("- ", n / 2) + "x" + &again("\n", n / 2)),
    ("items ever deeper", |n| {
        let depth = n.isqrt();
        (0..depth).map(|level| "  ".repeat(level) + "* a\n").collect()
    }),
    ("quotations and emphasis", |n| again(">", n / 2) + &again("a*", n / 2)),
    ("zero bytes", |n| again("abc\0de\0", n)),
    ("backticks ever longer", |n| {
        (1..(2 * n).isqrt()).map(|length| "e".to_owned() + &"`".repeat(length)).collect()
    }),
    ("unclosed pointed links", |n| again("[a](<b", n)),
    ("unclosed links", |n| again("[a](b", n)),
    ("unclosed titles", |n| again("[a](b \"", n)),
    ("unclosed comments", |n| "</".to_owned() + &again("<!--", n)),
    ("unclosed instructions", |n| again("<?", n)),
    ("unclosed declarations", |n| again("<!A ", n)),
    ("unclosed sections", |n| again("<![CDATA[", n)),
    ("unclosed tags", |n| again("<a ", n)),
    ("tags with attributes", |n| "<a".to_owned() + &again(" a=\"b\"", n)),
    ("less than", |n| again("<", n)),
    ("ampersands", |n| again("&", n)),
    ("entities", |n| again("&#x4e2d;", n)),
    ("backslashes", |n| again("\\", n)),
    ("references", |n| {
        (0..n / 12).map(|number| format!("[{number}]: u\n")).collect::<Vec<_>>().concat()
            + "\n"
            + &again("[1] ", n / 4)
    }),
    ("one reference again", |n| "[a]: /u\n\n".to_owned() + &again("[a]", n)),
    ("headings", |n| again("# a\n", n)),
    ("headings under lines", |n| again("a\n-\n", n)),
    ("thematic breaks", |n| again("* * * * * a\n", n)),
    ("a row of stars", |n| again("*", n)),
    ("a row of underscores", |n| again("_", n)),
    ("a row of tildes", |n| again("~", n)),
    ("strikethrough", |n| again("~~a~ ", n)),
    ("a wide table", |n| again("|x", n / 2) + "|\n" + &again("|-", n / 2) + "|\n"),
    ("a table of short rows", |n| {
        let columns = n.isqrt() / 4;
        "|".to_owned()
            + &"x|".repeat(columns)
            + "\n|"
            + &"-|".repeat(columns)
            + "\n"
            + &again("a\n", n / 2)
    }),
    ("half a table", |n| again("|a\n", n)),
    ("cells", |n| "|a|\n|-|\n".to_owned() + &again("|b|\n", n)),
    ("footnotes", |n| again("[^1]:", n / 2) + &again("\n", n / 2)),
    ("references of footnotes", |n| "[^1]: a\n\n".to_owned() + &again("[^1]", n)),
    ("labels of footnotes", |n| again("[^", n / 2) + &again("]", n / 2)),
    ("bare addresses", |n| again("http://", n)),
    ("bare hosts", |n| again("www.", n)),
    ("more bare hosts", |n| again("~www.a", n) + "]("),
    ("mail", |n| again("a@", n)),
    ("more mail", |n| again("a@a.", n)),
    ("addresses in a row", |n| again("http://a.cn/,", n)),
    ("fences", |n| again("```\n", n)),
    ("code that is highlighted", |n| "```html\n".to_owned() + &again("<a b=\"", n)),
    ("long lines of code", |n| "```js\n".to_owned() + &again("/*(", n)),
    ("wide brackets", |n| again("（", n)),
    ("wide brackets closed", |n| again("（", n / 2) + &again("）", n / 2)),
    ("wide quotation marks", |n| again("“", n)),
    ("quotation marks", |n| again("甲\"", n)),
    ("numbers of lists", |n| again("（一）甲", n)),
    ("numbers in lines", |n| again("1、甲；", n)),
    ("lines with numbers", |n| again("1、甲\n", n)),
    ("paragraphs with numbers", |n| again("一、甲\n\n", n)),
    ("digits", |n| again("1", n)),
    ("digits and blanks", |n| again("1 ", n)),
    ("numbers of telephones", |n| again("13812345678", n)),
    ("telephones", |n| again("13812345678 ", n)),
    ("identity numbers", |n| again("11010519491231002X ", n)),
    ("numbers with commas", |n| again("1,", n)),
    ("dates", |n| again("2007年13月45日", n)),
    ("sums", |n| "共10项，其中".to_owned() + &again("甲3项、", n)),
    ("many sums", |n| again("共10项，其中甲3项、乙4项。", n)),
    ("doubled marks", |n| again("，", n)),
    ("half-width marks", |n| again("甲,", n)),
    ("indents", |n| again("　　甲\n", n)),
    ("dots", |n| again("甲.", n)),
    ("years as lists", |n| again("2007. 甲\n", n)),
    ("directives", |n| again("<!-- check: allow ", n)),
    ("lines joined", |n| again("甲\n", n)),
    ("wide marks of three kinds", |n| again("（《“", n)),
    ("wide marks that do not match", |n| again("（", n / 2) + &again("》", n / 2)),
    ("broken links", |n| {
        (0..n / 16).map(|number| format!("[a](zz{number}.md) ")).collect::<Vec<_>>().concat()
    }),
    ("broken addresses", |n| {
        (0..n / 16).map(|number| format!("[a](/zz{number}) ")).collect::<Vec<_>>().concat()
    }),
    ("broken anchors", |n| {
        let headings = (0..n / 48).map(|number| format!("## 标题甲乙{number}x\n"));
        let links = (0..n / 48).map(|number| format!("[a](#标题甲乙{number}y) "));
        headings.chain(links).collect::<Vec<_>>().concat()
    }),
    ("impossible weekdays", |n| again("2007年2月30日星期", n)),
    ("blocks of code", |n| {
        again(&format!("```perl\n{}\n```\n\n", again("<a $x{[(\"'/=~ s/a/b/ ", 15_000)), n)
    }),
    ("films", |n| again("<video src=\"a.mp4\"></video>\n", n)),
    ("unclosed films", |n| again("甲<video src=a.mp4>", n)),
    ("places with names", |n| {
        (0..n / 16).map(|number| format!("<a id=x{number}></a>")).collect::<Vec<_>>().concat()
    }),
    ("empty elements", |n| again("<p><b> </b></p>\n", n)),
    ("elements in each other", |n| again("<div>", n / 2) + &again("</div>", n / 2)),
    ("notes in code", |n| {
        let notes = (0..n / 32).map(|number| format!("[^{number}]: 注\n\n"));
        let marks = (0..n / 32).map(|number| format!("    [^{number}]\n"));
        notes.chain(marks).collect::<Vec<_>>().concat()
    }),
    ("quotes turned", |n| again("“甲“", n)),
    ("calls", |n| again("甲f(x),", n)),
    ("intervals", |n| again("甲[1, 2)", n)),
    ("formulas", |n| again("甲$a,$", n)),
    ("masked numbers", |n| again("138****12甲", n)),
    ("items indented like a text", |n| again("    甲乙丙\n        - 丁\n", n)),
    ("forged marks", |n| again("<b title=\"&#xfdd0;h9&#xfdd1;\">", n)),
];
