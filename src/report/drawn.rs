//! Tests of what is drawn: that everything lies inside the picture, is large enough, and does not lie
//! on other text, whatever the width and the number of treatments.

use super::sheet::{LEAST, Sheet};
use super::text::{FONT_HEIGHT, width};
use super::{Axis, Cell, Figure, Fill, Layer, Legend, Panel, Scale, Span, Style, intervals};
use crate::scenario::Width;

const WIDTHS: [Width; 5] =
    [Width::Page, Width::Column, Width::Slide, Width::Readme, Width::Millimetres(Width::NARROWEST)];
const COUNTS: [usize; 4] = [1, 8, 12, 40];

fn name(number: usize) -> String {
    format!("A treatment with a rather long name that says all of what it does, number {number}")
}

fn figure(columns: usize, panels: Vec<Panel>, legend: Vec<Legend>) -> Figure {
    let long = "SOU 2018:38 replicated: schools that are paid for what is measured, and others: outcomes over time";
    Figure {
        title: long.to_owned(),
        subtitle: format!("Lines: means; bands: 90 % of replicates. {long}."),
        caption: format!("tillit, 40 replicates, seed 18446744073709551615, {long}"),
        panels,
        columns,
        legend,
    }
}

fn legend(n: usize) -> Vec<Legend> {
    (0..n).map(|series| Legend { name: name(series), style: Style::series(series) }).collect()
}

/// Six panels over time with a curve and a band for each treatment.
fn curves(n: usize) -> Figure {
    let units = ["output per agent", "share of units", "bits per period and agent of the unit"];
    let panel = |place: usize| {
        let mut layers = Vec::new();
        for series in 0..n {
            let height =
                |x: u32| (f64::from(x) * 0.1 + series as f64).sin() * 10_f64.powi(place as i32);
            let points = (1..=60).map(|x| (f64::from(x), height(x))).collect();
            let band = (1..=60).map(|x| (f64::from(x), height(x) - 0.1, height(x) + 0.1)).collect();
            layers.push(Layer::Band { points: band, style: Style::series(series) });
            layers.push(Layer::Curve { points, style: Style::series(series) });
        }
        Panel {
            title: "Measured output".to_owned(),
            x: Axis { label: "period (months)".to_owned(), ..Axis::default() },
            y: Axis { label: units[place % 3].to_owned(), ..Axis::default() },
            spans: vec![Span { start: 12.0, end: 36.0, series: (n > 1).then_some(1) }],
            layers,
            ..Panel::default()
        }
    };
    figure(3, (0..6).map(panel).collect(), legend(n))
}

/// Two panels of intervals, one row per treatment.
fn rows(n: usize) -> Figure {
    let panel = |place: usize| {
        let row = |series: usize| (name(series), [-0.1, 0.2 * place as f64, 0.5], series);
        let x = Axis { label: "difference (output per agent)".to_owned(), ..Axis::default() };
        let panel = intervals::panel((0..n).map(row).collect(), x);
        Panel { title: "Co-operative units".to_owned(), ..panel }
    };
    figure(3, (0..2).map(panel).collect(), Vec::new())
}

/// One map per treatment with a scale of colours.
fn maps(n: usize) -> Figure {
    let panel = |series: usize| {
        let cell = |place: u32| Cell {
            x: (f64::from(place), f64::from(place) + 1.0),
            y: (0.0, 1.0),
            fill: if series == 0 { Fill::Series(place as usize) } else { Fill::Share(0.3) },
            hatched: place == 2,
        };
        let label = "output per agent".to_owned();
        Panel {
            title: name(series),
            x: Axis { label: "self-interested share".to_owned(), ..Axis::default() },
            y: Axis { label: "measurability".to_owned(), ..Axis::default() },
            layers: vec![Layer::Cells((0..8).map(cell).collect())],
            scale: Some(Scale { label, low: 0.0, high: 1234.5 }),
            ..Panel::default()
        }
    };
    figure(3, (0..n).map(panel).collect(), legend(n))
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = tag.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3);
    start.map_or("", |start| tag[start..].split('"').next().unwrap_or_default())
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

/// A text of an SVG: what it says, its size, and its left, right, top and bottom, in units.
#[derive(Debug)]
struct Text {
    text: String,
    size: f64,
    ends: [f64; 4],
}

fn texts(svg: &str) -> Vec<Text> {
    let part = |part: &str| {
        let (tag, rest) = part.split_once('>').unwrap();
        let text = rest.split("</text>").next().unwrap().trim();
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let size = number(attribute(tag, "font-size"));
        let [x, y] = ["x", "y"].map(|name| number(attribute(tag, name)));
        let long = width(&text, size);
        let before = match attribute(tag, "text-anchor") {
            "start" => 0.0,
            "middle" => 0.5 * long,
            "end" => long,
            other => panic!("{other}"),
        };
        // Letters stand on a line 0.76 below the place and reach 0.76 above it and 0.2 below.
        let ends = match attribute(tag, "transform").is_empty() {
            true => [x - before, x - before + long, y, y + 0.96 * size],
            false => [x, x + 0.96 * size, y - before, y - before + long],
        };
        Text { text, size, ends }
    };
    svg.split("<text").skip(1).map(part).collect()
}

/// Every place that a line or an area touches, in units.
fn places(svg: &str) -> Vec<(f64, f64)> {
    let tags = svg.split('<').filter(|tag| tag.starts_with("poly"));
    let points = tags.flat_map(|tag| attribute(tag, "points").split_whitespace());
    points
        .map(|point| {
            let (x, y) = point.split_once(',').unwrap();
            (number(x), number(y))
        })
        .collect()
}

fn check(figure: &Figure, at: Width, what: &str) {
    let svg = figure.svg(at).unwrap();
    let view: Vec<f64> = attribute(&svg, "viewBox").split(' ').map(number).collect();
    let (wide, high) = (view[2], view[3]);
    let sheet = Sheet::new(at);
    assert_eq!(attribute(&svg, "width"), sheet.shown(sheet.width), "{what}");
    let texts = texts(&svg);
    assert!(texts.len() > 10, "{what}");
    for text in &texts {
        let [left, right, top, bottom] = text.ends;
        let inside = left >= -1.0 && right <= wide + 1.0 && top >= -1.0 && bottom <= high + 1.0;
        assert!(inside, "{what}: outside of {wide} by {high}: {text:?}");
        let points = text.size / sheet.pixels;
        assert!(points > LEAST - 0.01, "{what}: {points} points: {text:?}");
    }
    for (x, y) in places(&svg) {
        assert!((-1.0..=wide + 1.0).contains(&x) && (-1.0..=high + 1.0).contains(&y), "{what}");
    }
    for (place, a) in texts.iter().enumerate() {
        for b in &texts[..place] {
            let over = |low: usize, high: usize| {
                a.ends[high].min(b.ends[high]) - a.ends[low].max(b.ends[low])
            };
            let apart = over(0, 1) <= 0.1 * a.size || over(2, 3) <= 0.1 * a.size;
            assert!(apart, "{what}: {a:?} lies on {b:?}");
        }
    }
}

#[test]
fn everything_is_inside_legible_and_apart_at_every_width() {
    for at in WIDTHS {
        for n in COUNTS {
            check(&curves(n), at, &format!("{n} curves, {at:?}"));
            check(&rows(n), at, &format!("{n} rows, {at:?}"));
        }
        check(&maps(12), at, &format!("maps, {at:?}"));
    }
}

#[test]
fn every_treatment_is_in_the_legend_and_can_be_told_apart() {
    for at in WIDTHS {
        let svg = curves(40).svg(at).unwrap();
        for number in 0..40 {
            let entry =
                texts(&svg).into_iter().any(|text| text.text.ends_with(&format!("r {number}")));
            assert!(entry, "{number}, {at:?}");
        }
    }
}

#[test]
fn slides_have_their_shape_and_pictures_know_their_size() {
    let svg = curves(8).svg(Width::Slide).unwrap();
    assert!(svg.starts_with("<svg width=\"1280\" height=\"720\" role=\"img\""), "{}", &svg[..200]);
    let png = curves(8).png(Width::Slide).unwrap();
    let read = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((read(16), read(20)), (1920, 1080));
    let png = curves(3).png(Width::Column).unwrap();
    let at = png.windows(4).position(|name| name == b"pHYs").unwrap();
    let read = |at: usize| f64::from(u32::from_be_bytes(png[at..at + 4].try_into().unwrap()));
    let millimetres = 1000.0 * read(16) / read(at + 4);
    assert!((millimetres - 85.0).abs() < 0.1, "{millimetres}");
}

#[test]
fn text_cannot_break_the_picture() {
    let mut figure = curves(1);
    figure.title = "a < b & c > \u{1b}[31m\u{0}\"d\u{ffff}\"".to_owned();
    figure.legend[0].name = "</text><script>\u{7}".to_owned();
    let svg = figure.svg(Width::Page).unwrap();
    assert!(svg.contains("<title>a &lt; b &amp; c &gt;"));
    assert!(!svg.contains("<script>") && svg.contains("&lt;script&gt;"));
    assert!(svg.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{ffff}')));
}

#[test]
fn both_kinds_of_file_have_their_text_in_the_same_place() {
    // The upright middle of the title's ink, as a share of its size below the top of the picture.
    let mut figure = figure(1, Vec::new(), Vec::new());
    (figure.title, figure.subtitle, figure.caption) =
        ("x".to_owned(), String::new(), String::new());
    let sheet = Sheet::new(Width::Page);
    let png = figure.png(Width::Page).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let dark = |row: &&[u8]| row.iter().any(|part| *part < 128);
    let lines: Vec<&[u8]> = pixels.chunks(3 * info.width as usize).collect();
    let lowest = lines.iter().rposition(dark).unwrap();
    let svg = figure.svg(Width::Page).unwrap();
    let text = &texts(&svg)[0];
    let written = text.ends[2] + 0.76 * text.size;
    assert!((lowest as f64 - written).abs() <= 2.0, "{lowest} and {written}");
    assert!((text.size - sheet.sizes.title * sheet.pixels).abs() < 0.01 && FONT_HEIGHT > 1.0);
}
