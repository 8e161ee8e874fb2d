//! A [`Chart`] becomes an inline SVG: one accent, every number beside what it measures.
//!
//! Bars are horizontal, so that any number of Chinese names can stand before them as in a list; the
//! parts of a circle are named in a list beside it. Nothing overlaps by construction, and the same
//! drawing is read on a phone and in print. Classes let the theme set the colours; the colour
//! attributes are for readers of feeds, where there is no style sheet.

use svg::node::element::{Circle, Element, Line, Path, Polyline, Rectangle, Text};
use svg::{Document, Node};

use super::data::{Chart, Kind, Series, shown};
use crate::content::markdown::html::sanitise::attribute_text;

/// The width of a drawing, in its own units; on a phone one unit is a little less than a pixel.
const WIDTH: f64 = 400.0;
/// The size of letters; a Chinese character is as wide as that.
const EM: f64 = 13.0;
/// The distance from one line of text to the next.
const LINE: f64 = 17.0;
const GAP: f64 = 8.0;
/// The most width that names take before bars.
const NAMES: f64 = 150.0;
const RED: &str = "#b5121b";
const INK: &str = "#1c1a17";
const GREY: &str = "#5f5a52";

/// Draws a chart that was checked.
pub fn draw(chart: &Chart) -> String {
    let (height, marks) = match chart.kind {
        Kind::Bar => bars(chart),
        Kind::Line => lines(chart),
        Kind::Pie => pie(chart),
    };
    let mut drawing = Document::new()
        .set("viewBox", (0, 0, WIDTH, round(height)))
        .set("role", "img")
        .set("aria-label", attribute_text(&chart.spoken()))
        .set("font-size", EM);
    for mark in marks {
        drawing.append(mark);
    }
    drawing.to_string()
}

impl Chart {
    /// The whole chart in words, for those who do not see it.
    fn spoken(&self) -> String {
        let row = |(row, label): (usize, &String)| {
            let values = self.series.iter().map(|series| series.label(row));
            format!("{label} {}", values.collect::<Vec<_>>().join(" "))
        };
        let rows: Vec<String> = self.labels.iter().enumerate().map(row).collect();
        format!("{} {}", self.caption(), rows.join("; ")).trim().to_owned()
    }

    fn extent(&self) -> (f64, f64) {
        let values = self.series.iter().flat_map(|series| &series.values);
        values
            .fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(*value), high.max(*value)))
    }
}

impl Series {
    /// The number in a row, after the name of the series where there are several.
    fn label(&self, row: usize) -> String {
        format!("{} {}", self.name, shown(self.values[row])).trim().to_owned()
    }
}

fn bars(chart: &Chart) -> (f64, Vec<Element>) {
    let thick = if chart.series.len() == 1 { 16.0 } else { 14.0 };
    let rows = 0..chart.labels.len();
    let texts = rows.flat_map(|row| chart.series.iter().map(move |series| series.label(row)));
    let numbers = texts.map(|text| width(&text)).fold(0.0, f64::max);
    let names: Vec<Vec<String>> = chart.labels.iter().map(|label| wrap(label, NAMES)).collect();
    let name = names.iter().flatten().map(|line| width(line)).fold(0.0, f64::max);
    let (low, high) = chart.extent();
    let left = name + GAP + if low < 0.0 { numbers + GAP } else { 0.0 };
    let right = WIDTH - if high > 0.0 { numbers + GAP } else { 0.0 };
    let scale = (right - left).max(GAP) / if high > low { high - low } else { 1.0 };
    let zero = left - low * scale;
    let mut marks = Vec::new();
    let mut top = GAP;
    for (row, lines) in names.iter().enumerate() {
        let height = (count(lines.len()) * LINE).max(count(chart.series.len()) * (thick + 2.0));
        let start = top + (height - count(lines.len()) * LINE) / 2.0;
        for (place, line) in lines.iter().enumerate() {
            let middle = start + (count(place) + 0.5) * LINE;
            marks.push(text(line, name, middle, "end"));
        }
        let start = top + (height - count(chart.series.len()) * (thick + 2.0)) / 2.0;
        for (place, series) in chart.series.iter().enumerate() {
            let value = series.values[row];
            let (y, length) = (start + count(place) * (thick + 2.0) + 1.0, value.abs() * scale);
            let x = if value < 0.0 { zero - length } else { zero };
            marks.push(shape(
                Rectangle::new()
                    .set("x", round(x))
                    .set("y", round(y))
                    .set("width", round(length.max(0.5)))
                    .set("height", thick),
                place + 1 == chart.series.len(),
                shade(place, chart.series.len()),
            ));
            // Where no value is above zero, only the left has room for numbers, also for that of a
            // zero.
            let is_left = value < 0.0 || (low < 0.0 && high <= 0.0);
            let (x, anchor) = if is_left { (x - 4.0, "end") } else { (x + length + 4.0, "start") };
            marks.push(text(&series.label(row), x, y + thick / 2.0, anchor));
        }
        top += height + GAP;
    }
    marks.push(rule(zero, GAP / 2.0, zero, top - GAP / 2.0));
    (top, marks)
}

fn lines(chart: &Chart) -> (f64, Vec<Element>) {
    const TOP: f64 = 24.0;
    const HEIGHT: f64 = 180.0;
    let ticks = ticks(chart.extent());
    let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
    let last = chart.labels.len() - 1;
    let left = ticks.iter().map(|tick| width(&tick.to_string())).fold(0.0, f64::max) + GAP;
    let ends = chart.series.iter().map(|series| width(&series.label(last))).fold(0.0, f64::max);
    let right = WIDTH - ends - 2.0 * GAP;
    let step = if last == 0 { 0.0 } else { (right - left - GAP) / count(last) };
    let x = |row: usize| left + GAP + step * count(row);
    let y = |value: f64| TOP + HEIGHT - (value - low) / (high - low) * HEIGHT;
    let mut marks = Vec::new();
    for tick in &ticks {
        marks.push(rule(left, y(*tick), right, y(*tick)));
        marks.push(text(&tick.to_string(), left - 4.0, y(*tick), "end"));
    }
    // Write as many names as there is room for, and always the last one.
    let widest = chart.labels.iter().map(|label| width(label)).fold(0.0, f64::max) + GAP;
    let every = (1..=last).find(|every| count(*every) * step >= widest).unwrap_or(last + 1);
    for row in (0..=last).rev().step_by(every) {
        let half = width(&chart.labels[row]) / 2.0;
        let centre = x(row).min(WIDTH - half).max(half);
        marks.push(text(&chart.labels[row], centre, TOP + HEIGHT + LINE, "middle"));
    }
    for (place, series) in chart.series.iter().enumerate() {
        let is_accent = place + 1 == chart.series.len();
        let points = series.values.iter().enumerate();
        let path: Vec<String> =
            points.map(|(row, value)| format!("{},{}", round(x(row)), round(y(*value)))).collect();
        let class = if is_accent { "accent-line" } else { "other-line" };
        let line = Polyline::new()
            .set("points", path.join(" "))
            .set("class", class)
            .set("fill", "none")
            .set("stroke", if is_accent { RED } else { GREY })
            .set("stroke-opacity", shade(place, chart.series.len()))
            .set("stroke-width", 2);
        marks.push(line.into());
        for (row, value) in series.values.iter().enumerate() {
            let dot =
                Circle::new().set("cx", round(x(row))).set("cy", round(y(*value))).set("r", 2.5);
            marks.push(shape(dot, is_accent, shade(place, chart.series.len())));
        }
    }
    if let [only] = chart.series.as_slice() {
        marks.extend(numbers_above(only, step, x, y));
    }
    let ends = chart.series.iter().map(|series| (y(series.values[last]), series.label(last)));
    // They end above the names of the axis, where there is room for all of them.
    let lowest = (TOP + HEIGHT).max(TOP + count(chart.series.len() - 1) * LINE);
    let ends = apart(ends.collect(), lowest);
    marks.extend(ends.iter().map(|(y, label)| text(label, x(last) + GAP, *y, "start")));
    (lowest + 2.0 * LINE, marks)
}

/// Texts at their heights, moved until none overlaps another and none is below the lowest place.
fn apart(mut texts: Vec<(f64, String)>, lowest: f64) -> Vec<(f64, String)> {
    texts.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut above = f64::MIN;
    for (y, _) in &mut texts {
        *y = y.max(above + LINE);
        above = *y;
    }
    let mut below = lowest + LINE;
    for (y, _) in texts.iter_mut().rev() {
        *y = y.min(below - LINE);
        below = *y;
    }
    texts
}

/// The numbers above the points of a line that is alone, where there is room for them. The last point
/// has its number beside it.
fn numbers_above(
    line: &Series,
    step: f64,
    x: impl Fn(usize) -> f64,
    y: impl Fn(f64) -> f64,
) -> Vec<Element> {
    let numbers: Vec<String> = line.values.iter().map(|value| shown(*value).to_string()).collect();
    let widest = numbers.iter().map(|number| width(number)).fold(0.0, f64::max);
    if step < widest + 4.0 {
        return Vec::new();
    }
    let above = |(row, value): (usize, &f64)| {
        // In a valley there is place below.
        let is_higher = |other: Option<usize>| {
            other.and_then(|other| line.values.get(other)).is_none_or(|other| other > value)
        };
        let is_valley = is_higher(row.checked_sub(1)) && is_higher(Some(row + 1));
        let middle = y(*value) + if is_valley { 13.0 } else { -12.0 };
        let anchor = if row == 0 { "start" } else { "middle" };
        text(&numbers[row], x(row), middle, anchor)
    };
    let last = line.values.len() - 1;
    line.values.iter().enumerate().take(last).map(above).collect()
}

fn pie(chart: &Chart) -> (f64, Vec<Element>) {
    const RADIUS: f64 = 80.0;
    const LIST: f64 = 2.0 * RADIUS + 40.0;
    let values = &chart.series[0].values;
    let total: f64 = values.iter().sum();
    let share = |value: f64| format!("{} · {}%", shown(value), round(value / total * 100.0));
    let numbers = values.iter().map(|value| width(&share(*value))).fold(0.0, f64::max);
    let room = (WIDTH - LIST - LINE - numbers - GAP).max(4.0 * EM);
    let names: Vec<Vec<String>> = chart.labels.iter().map(|label| wrap(label, room)).collect();
    let rows: usize = names.iter().map(Vec::len).sum();
    let list = count(rows) * LINE + count(names.len()) * 6.0;
    let height = (2.0 * RADIUS + 2.0 * GAP).max(list + GAP);
    let (cx, cy) = (RADIUS + GAP, height / 2.0);
    let mut marks = Vec::new();
    let mut turned = 0.0;
    let mut top = (height - list) / 2.0;
    for (place, value) in values.iter().enumerate() {
        let strength = fade(place, values.len());
        let part = value / total;
        let at = |turn: f64| {
            let angle = turn * std::f64::consts::TAU;
            (round(cx + RADIUS * angle.sin()), round(cy - RADIUS * angle.cos()))
        };
        if part >= 0.9999 {
            let whole = Circle::new().set("cx", cx).set("cy", cy).set("r", RADIUS);
            marks.push(shape(whole, true, strength));
        } else if *value > 0.0 {
            let ((x1, y1), (x2, y2)) = (at(turned), at(turned + part));
            let large = u8::from(part > 0.5);
            let arc = format!("M{cx},{cy}L{x1},{y1}A{RADIUS},{RADIUS},0,{large},1,{x2},{y2}Z");
            let slice = Path::new().set("d", arc).set("stroke", "#fff").set("stroke-width", 1);
            marks.push(shape(slice, true, strength));
        }
        turned += part;
        let square = Rectangle::new()
            .set("x", LIST)
            .set("y", round(top + LINE / 2.0 - 5.0))
            .set("width", 10)
            .set("height", 10);
        marks.push(shape(square, true, strength));
        marks.push(text(&share(*value), WIDTH, top + LINE / 2.0, "end"));
        for (line, name) in names[place].iter().enumerate() {
            marks.push(text(name, LIST + LINE, top + (count(line) + 0.5) * LINE, "start"));
        }
        top += count(names[place].len()) * LINE + 6.0;
    }
    (height, marks)
}

fn shape(mark: impl Into<Element>, is_accent: bool, shade: f64) -> Element {
    let mut mark: Element = mark.into();
    mark.assign("class", if is_accent { "accent" } else { "other" });
    mark.assign("fill", if is_accent { RED } else { GREY });
    if shade < 1.0 {
        mark.assign("fill-opacity", shade);
    }
    mark
}

fn text(content: &str, x: f64, middle: f64, anchor: &str) -> Element {
    // The base line is put a third of a character below the middle: `dominant-baseline` is not the
    // same everywhere.
    Text::new(content)
        .set("x", round(x))
        .set("y", round(middle + EM * 0.36))
        .set("text-anchor", anchor)
        .set("fill", INK)
        .into()
}

fn rule(x1: f64, y1: f64, x2: f64, y2: f64) -> Element {
    Line::new()
        .set("x1", round(x1))
        .set("y1", round(y1))
        .set("x2", round(x2))
        .set("y2", round(y2))
        .set("stroke", GREY)
        .set("stroke-opacity", 0.4)
        .set("class", "axis")
        .into()
}

/// How strong the colour of a series is: the last one is the newest and the strongest.
fn shade(place: usize, of: usize) -> f64 {
    if place + 1 == of { 1.0 } else { round(0.4 + 0.4 * count(place) / count(of)) }
}

/// How strong the colour of a part is: the first one is the strongest.
fn fade(place: usize, of: usize) -> f64 {
    round(1.0 - 0.85 * count(place) / count(of))
}

/// The marks of an axis: at least two, in steps of 1, 2 or 5 times a power of ten, reaching around
/// what is shown.
fn ticks((low, high): (f64, f64)) -> Vec<f64> {
    let span = if high > low { high - low } else { 1.0 };
    let raw = span / 4.0;
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|of| of * power).into_iter().find(|step| *step >= raw);
    let step = step.unwrap_or(10.0 * power);
    let mut tick = (low / step).floor();
    let mut ticks = vec![tick * step];
    while tick * step < high || ticks.len() < 2 {
        tick += 1.0;
        ticks.push(shown(tick * step));
    }
    ticks
}

/// Breaks a text into lines that are at most `most` wide.
fn wrap(content: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for c in content.chars() {
        if used + advance(c) > most && used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        used += advance(c);
        lines.last_mut().expect("there is a first line").push(c);
    }
    lines
}

fn width(content: &str) -> f64 {
    content.chars().map(advance).sum()
}

/// How wide a character is at most, in the faces of a theme.
fn advance(c: char) -> f64 {
    match c {
        ' ' | '.' | ',' => EM * 0.4,
        c if c.is_ascii() => EM * 0.64,
        '\u{b7}' => EM * 0.5,
        _ => EM,
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are at most some dozens of anything")]
fn count(number: usize) -> f64 {
    number as f64
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round_and_reach_around_what_is_shown() {
        assert_eq!(ticks((0.0, 169.0)), [0.0, 50.0, 100.0, 150.0, 200.0]);
        assert_eq!(ticks((-3.0, 0.9)), [-3.0, -2.0, -1.0, 0.0, 1.0]);
        assert_eq!(ticks((0.0, 0.3)), [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(ticks((0.0, 0.0)), [0.0, 0.5]);
    }

    #[test]
    fn long_names_are_wrapped_and_not_cut() {
        let lines = wrap("生产力促进中心服务平台", 5.0 * EM);
        assert_eq!(lines, ["生产力促进", "中心服务平", "台"]);
    }

    fn charts() -> impl Strategy<Value = Chart> {
        let kinds = prop_oneof![Just(Kind::Bar), Just(Kind::Line), Just(Kind::Pie)];
        (kinds, 1_usize..20, 1_usize..4, any::<u64>()).prop_map(|(kind, rows, many, seed)| {
            let mut random = fastrand::Rng::with_seed(seed);
            let many = if kind == Kind::Pie { 1 } else { many };
            let low = if kind == Kind::Pie { 1 } else { -500 };
            let mut series = |number: usize| Series {
                name: if many == 1 { String::new() } else { format!("系列{number}") },
                values: (0..rows)
                    .map(|_| {
                        f64::from(
                            random.i32(low..90_000) * i32::from(random.bool() || kind == Kind::Pie),
                        ) / 10.0
                    })
                    .collect(),
            };
            let series = (0..many).map(&mut series).collect();
            let labels = (0..rows).map(|row| "某某街道办事处"[..3 * (1 + row % 7)].to_owned());
            let (title, unit) = ("题".to_owned(), "件".to_owned());
            Chart { kind, title, unit, labels: labels.collect(), series }
        })
    }

    proptest! {
        /// Every text lies inside the drawing, and every number is one.
        #[test]
        fn nothing_leaves_the_drawing(chart in charts()) {
            let drawing = draw(&chart);
            prop_assert!(!drawing.contains("NaN") && !drawing.contains("inf"), "{drawing}");
            let page = scraper::Html::parse_fragment(&drawing);
            let texts = scraper::Selector::parse("text").unwrap();
            let height = drawing.split("viewBox=\"0 0 400 ").nth(1).unwrap();
            let height: f64 = height.split('"').next().unwrap().parse().unwrap();
            for text in page.select(&texts) {
                let number = |name| text.attr(name).unwrap().parse::<f64>().unwrap();
                let wide = width(&text.text().collect::<String>());
                let left = match text.attr("text-anchor") {
                    Some("end") => number("x") - wide,
                    Some("middle") => number("x") - wide / 2.0,
                    _ => number("x"),
                };
                prop_assert!(left >= -1.0 && left + wide <= WIDTH + 1.0, "{}", text.html());
                prop_assert!((EM..=height).contains(&(number("y") + 3.0)), "{}", text.html());
            }
        }
    }
}
