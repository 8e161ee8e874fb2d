//! Word files as offices write them: the same drawn article in the habits of seven producers. The library that
//! writes them (`docx-rs`) is not ours.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, Docx, Footnote, IndentLevel, Level, LevelJc, LevelText,
    NumberFormat, Numbering, NumberingId, Paragraph, Pic, Run, RunFonts, Start, Style, StyleType,
    Table, TableCell, TableRow, VMergeType,
};
use fastrand::Rng;

/// How somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Typefaces and sizes set by hand, numbers typed.
    Direct,
    /// WPS: names of typefaces for all letters.
    Wps,
    /// Styles for headings, no numbers.
    Styles,
    /// Headings by outline levels, by hand.
    Outline,
    /// Numbers made by Word.
    Automatic,
    /// Everything in one typeface, headings bold.
    Bold,
    /// Head, readers, signature and foot of an official text.
    Official,
}

pub const HABITS: [Habit; 7] = [
    Habit::Direct,
    Habit::Wps,
    Habit::Styles,
    Habit::Outline,
    Habit::Automatic,
    Habit::Bold,
    Habit::Official,
];

/// A part below a heading.
#[derive(Clone, Debug)]
pub struct Part {
    /// 0 for the outermost.
    pub level: usize,
    pub heading: String,
    pub paragraphs: Vec<String>,
    /// Rows of cells; the first two of the first row may be one.
    pub table: Vec<Vec<String>>,
    pub is_spanned: bool,
    pub caption: Option<String>,
    pub bullets: Vec<String>,
    pub note: Option<String>,
}

/// An article, before somebody writes it.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub habit: Habit,
    pub title: Vec<String>,
    pub subtitle: Option<String>,
    pub date: (i16, i8, i8),
    pub unit: String,
    pub parts: Vec<Part>,
}

pub const UNITS: [&str; 6] =
    ["小雪镇", "市科技局", "时庄街道", "防山镇", "市农业农村局", "石门山镇"];
const TOPICS: [&str; 8] = [
    "科技下乡",
    "玉米良种推广",
    "专利申报",
    "防汛值守",
    "村村通网络",
    "地震应急演练",
    "星火培训",
    "知识产权宣传",
];
const HEADINGS: [&str; 10] = [
    "总体要求",
    "工作回顾",
    "主要做法",
    "存在的问题",
    "下一步打算",
    "组织领导",
    "宣传发动",
    "检查验收",
    "经费保障",
    "时间安排",
];
const SENTENCES: [&str; 6] = [
    "今年以来，我镇把科技培训摆在重要位置，先后举办培训班12期，培训种植户1500人次。",
    "各村明确专人负责，做到有计划、有记录、有总结。",
    "在3*4米的展板前，农技员讲解了10~20毫米降水时的排水办法。",
    "据统计，投入资金约5.6万元（其中自筹2万元），受益农户[含低保户]320户。",
    "参加活动的有C:\\_资料_与A&B公司，登记表编号为#12。",
    "群众反映：这样的培训“听得懂、学得会、用得上”！",
];

fn han(number: usize) -> char {
    "一二三四五六七八九十".chars().nth(number - 1).expect("at most ten")
}

/// The number of a heading as official texts type it.
fn number(level: usize, nth: usize) -> String {
    match level {
        0 => format!("{}、", han(nth)),
        1 => format!("（{}）", han(nth)),
        _ => format!("{nth}."),
    }
}

impl Drawn {
    /// Draws an article.
    pub fn of(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let habit = HABITS[(seed % 7) as usize];
        let unit = UNITS[rng.usize(..UNITS.len())].to_owned();
        let topic = TOPICS[rng.usize(..TOPICS.len())];
        let title = match rng.u8(..3) {
            0 => vec![format!("{unit}扎实开展{topic}工作")],
            1 => vec![format!("关于开展{topic}"), "活动的情况报告".to_owned()],
            _ => vec![format!("强化措施 狠抓落实"), format!("全力做好{topic}工作")],
        };
        let subtitle = rng.bool().then(|| format!("——{unit}{topic}纪实"));
        let date = (rng.i16(2005..2012), rng.i8(1..13), rng.i8(1..29));
        let mut parts = Vec::new();
        let mut counts = [0; 3];
        let mut level = 0;
        for at in 0..rng.usize(3..8) {
            if at > 0 {
                level = if rng.bool() { rng.usize(..=(level + 1).min(2)) } else { level };
            }
            counts[level] += 1;
            counts[level + 1..].fill(0);
            let has_number = !matches!(habit, Habit::Styles | Habit::Automatic);
            let title = HEADINGS[rng.usize(..HEADINGS.len())];
            let typed = if has_number { number(level, counts[level]) } else { String::new() };
            let paragraphs: Vec<String> = (0..rng.usize(1..4))
                .map(|_| {
                    let sentences = rng.usize(1..4);
                    (0..sentences).map(|_| SENTENCES[rng.usize(..SENTENCES.len())]).collect()
                })
                .collect();
            let (rows, columns) = (rng.usize(2..5), rng.usize(2..5));
            let cell =
                |row: usize, column: usize| format!("{row}行{column}列|{}", row * 7 + column);
            parts.push(Part {
                level,
                heading: format!("{typed}{title}"),
                paragraphs,
                table: if rng.u8(..3) == 0 {
                    (0..rows)
                        .map(|row| (0..columns).map(|column| cell(row, column)).collect())
                        .collect()
                } else {
                    Vec::new()
                },
                is_spanned: rng.bool(),
                caption: (rng.u8(..3) == 0).then(|| format!("图{} {topic}现场", at + 1)),
                bullets: if rng.u8(..4) == 0 {
                    vec!["甲类项目".to_owned(), "乙类*项目*".to_owned()]
                } else {
                    Vec::new()
                },
                note: (rng.u8(..4) == 0).then(|| format!("数据来自{unit}统计。")),
            });
        }
        Self { habit, title, subtitle, date, unit, parts }
    }

    /// The headings as a page shows them: level from 2, and text.
    pub fn headings(&self) -> Vec<(u8, String)> {
        let mut counts = [0; 3];
        self.parts
            .iter()
            .map(|part| {
                counts[part.level] += 1;
                counts[part.level + 1..].fill(0);
                let automatic = self.habit == Habit::Automatic;
                let number =
                    if automatic { number(part.level, counts[part.level]) } else { String::new() };
                (u8::try_from(part.level).expect("small") + 2, number + &part.heading)
            })
            .collect()
    }

    /// The cells of its tables, row by row.
    pub fn cells(&self) -> Vec<String> {
        let mut all = Vec::new();
        for part in &self.parts {
            for (number, row) in part.table.iter().enumerate() {
                match row.as_slice() {
                    [first, second, rest @ ..] if part.is_spanned && number == 0 => {
                        all.push(format!("{first}{second}"));
                        all.extend(rest.iter().cloned());
                    }
                    [_, rest @ ..] if part.is_spanned && number == 2 => {
                        all.extend(rest.iter().cloned());
                    }
                    row => all.extend(row.iter().cloned()),
                }
            }
        }
        all
    }

    /// The date as this writer types it.
    fn typed_date(&self) -> String {
        let (year, month, day) = self.date;
        match self.habit {
            Habit::Styles => format!("{year}-{month:02}-{day:02}"),
            Habit::Bold => format!("{year}.{month}.{day}"),
            _ => format!("{year}年{month}月{day}日"),
        }
    }

    fn run(&self, text: &str, font: &str, size: usize) -> Run {
        let fonts = match self.habit {
            Habit::Wps => RunFonts::new().ascii(font).hi_ansi(font),
            Habit::Bold => RunFonts::new().east_asia("宋体"),
            _ => RunFonts::new().ascii("Times New Roman").east_asia(font),
        };
        Run::new().add_text(text).size(size).fonts(fonts)
    }

    fn line(&self, text: &str, font: &str, size: usize) -> Paragraph {
        Paragraph::new().add_run(self.run(text, font, size))
    }

    fn head(&self, mut docx: Docx) -> Docx {
        let center = |line: Paragraph| line.align(AlignmentType::Center);
        if self.habit == Habit::Official {
            let red = self.run("某某县科学技术局文件", "方正小标宋简体", 72).color("FF0000");
            docx = docx.add_paragraph(center(Paragraph::new().add_run(red)));
            docx = docx.add_paragraph(center(self.line("某科字〔2007〕12号", "仿宋_GB2312", 32)));
        }
        for line in &self.title {
            docx = docx.add_paragraph(match self.habit {
                Habit::Styles => Paragraph::new().add_run(Run::new().add_text(line)).style("Title"),
                Habit::Bold => center(Paragraph::new().add_run(self.run(line, "宋体", 36).bold())),
                _ => center(self.line(line, "方正小标宋简体", 44)),
            });
        }
        if let Some(subtitle) = &self.subtitle {
            docx = docx.add_paragraph(center(self.line(subtitle, "楷体_GB2312", 32)));
        }
        let date = self.typed_date();
        match self.habit {
            Habit::Official => docx.add_paragraph(self.line("各乡镇、各部门：", "仿宋_GB2312", 32)),
            Habit::Styles => docx
                .add_paragraph(center(self.line(&format!("（{date}）"), "楷体_GB2312", 32)))
                .add_paragraph(center(self.line(&self.unit, "楷体_GB2312", 32))),
            Habit::Bold => docx.add_paragraph(self.line(
                &format!("供稿单位：{}　{date}", self.unit),
                "宋体",
                24,
            )),
            _ => docx,
        }
    }

    fn heading(&self, part: &Part) -> Paragraph {
        let fonts = ["黑体", "楷体_GB2312", "仿宋_GB2312"];
        let run = self.run(&part.heading, fonts[part.level], 32);
        // The third level is told by its weight.
        let run = if part.level == 2 { run.bold() } else { run };
        match self.habit {
            Habit::Styles => Paragraph::new()
                .add_run(Run::new().add_text(&part.heading))
                .style(&format!("H{}", part.level + 1)),
            Habit::Outline => Paragraph::new()
                .add_run(self.run(&part.heading, "仿宋_GB2312", 32))
                .outline_lvl(part.level),
            Habit::Automatic => Paragraph::new()
                .add_run(run)
                .numbering(NumberingId::new(7), IndentLevel::new(part.level)),
            Habit::Bold => Paragraph::new().add_run(self.run(&part.heading, "宋体", 24).bold()),
            _ => Paragraph::new().add_run(run),
        }
    }

    /// The file. `change` may add to it.
    pub fn file(&self, picture: &[u8], change: impl FnOnce(Docx) -> Docx) -> Vec<u8> {
        let mut docx = self.head(frame());
        for part in &self.parts {
            docx = docx.add_paragraph(self.heading(part));
            for (at, text) in part.paragraphs.iter().enumerate() {
                // Word cuts sentences into runs wherever somebody typed later.
                let middle = text.chars().count() / 2;
                let (before, after) =
                    text.split_at(text.char_indices().nth(middle).map_or(0, |(at, _)| at));
                let mut line = Paragraph::new().add_run(self.run(before, "仿宋_GB2312", 32));
                line = line.add_run(self.run(after, "仿宋_GB2312", 32));
                if let Some(note) = part.note.as_ref().filter(|_| at == 0) {
                    let note = Footnote::new()
                        .add_content(Paragraph::new().add_run(Run::new().add_text(note)));
                    line = line.add_run(Run::new().add_footnote_reference(note));
                }
                docx = docx.add_paragraph(line);
            }
            for item in &part.bullets {
                let line = self.line(item, "仿宋_GB2312", 32);
                docx = docx.add_paragraph(line.numbering(NumberingId::new(8), IndentLevel::new(0)));
            }
            if !part.table.is_empty() {
                docx = docx.add_table(self.table(part));
            }
            if let Some(caption) = &part.caption {
                let shown = Pic::new_with_dimensions(picture.to_vec(), 40, 30);
                docx = docx.add_paragraph(Paragraph::new().add_run(Run::new().add_image(shown)));
                docx = docx.add_paragraph(
                    self.line(caption, "楷体_GB2312", 24).align(AlignmentType::Center),
                );
            }
        }
        docx = docx.add_paragraph(self.line(
            "以上工作，请各单位认真抓好落实，并及时上报情况。",
            "仿宋_GB2312",
            32,
        ));
        if !matches!(self.habit, Habit::Styles | Habit::Bold) {
            let right = |text: &str| self.line(text, "仿宋_GB2312", 32).align(AlignmentType::Right);
            docx = docx.add_paragraph(right(&self.unit)).add_paragraph(right(&self.typed_date()));
        }
        if self.habit == Habit::Official {
            docx = docx.add_paragraph(self.line(
                "抄送：县委办公室，县政府办公室。",
                "仿宋_GB2312",
                28,
            ));
        }
        let mut bytes = Cursor::new(Vec::new());
        change(docx).pack(&mut bytes).expect("a file in memory");
        bytes.into_inner()
    }

    fn table(&self, part: &Part) -> Table {
        let cell = |text: &str| TableCell::new().add_paragraph(self.line(text, "仿宋_GB2312", 24));
        let rows = part.table.iter().enumerate().map(|(number, row)| {
            let mut cells: Vec<TableCell> = row.iter().map(|text| cell(text)).collect();
            if part.is_spanned && number == 0 {
                cells.remove(1);
                cells[0] =
                    cell(&row[0]).add_paragraph(self.line(&row[1], "仿宋_GB2312", 24)).grid_span(2);
            }
            if part.is_spanned && number == 1 && part.table.len() > 2 {
                cells[0] = cell(&row[0]).vertical_merge(VMergeType::Restart);
            }
            if part.is_spanned && number == 2 {
                cells[0] = TableCell::new()
                    .add_paragraph(Paragraph::new())
                    .vertical_merge(VMergeType::Continue);
            }
            TableRow::new(cells)
        });
        Table::new(rows.collect())
    }
}

/// A file with the styles and the lists that writers use.
fn frame() -> Docx {
    let level = |at: usize, format: &str, text: &str| {
        Level::new(
            at,
            Start::new(1),
            NumberFormat::new(format),
            LevelText::new(text),
            LevelJc::new("left"),
        )
    };
    let list = AbstractNumbering::new(7)
        .add_level(level(0, "chineseCounting", "%1、"))
        .add_level(level(1, "chineseCounting", "（%2）"))
        .add_level(level(2, "decimal", "%3."));
    let bullets = AbstractNumbering::new(8).add_level(level(0, "bullet", "·"));
    let style =
        |id: &str, name: &str, size| Style::new(id, StyleType::Paragraph).name(name).size(size);
    let mut docx = Docx::new()
        .default_size(21)
        .add_abstract_numbering(list)
        .add_abstract_numbering(bullets)
        .add_numbering(Numbering::new(7, 7))
        .add_numbering(Numbering::new(8, 8))
        .add_style(style("Title", "Title", 44).align(AlignmentType::Center));
    for at in 1..4 {
        docx = docx.add_style(
            style(&format!("H{at}"), &format!("heading {at}"), 34 - at).outline_lvl(at - 1),
        );
    }
    docx
}
