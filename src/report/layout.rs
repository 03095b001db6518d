//! Where everything of a figure stands on its sheet, before anything is drawn.

use super::canvas::At;
use super::figure::{Axis, Figure, Layer, Panel, Scale};
use super::sheet::Sheet;
use super::text::{LINE, shortened, width, wrapped, wrapped_at_most};
use super::ticks;
use super::ticks::Tick;

/// Where everything stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Height of the sheet in points.
    pub height: f64,
    /// Lines of text above and below the panels.
    pub lines: Vec<Line>,
    /// The panels, in their order.
    pub panels: Vec<Frame>,
    /// The entries of the legend, in their order.
    pub legend: Vec<Line>,
}

/// A line of text that begins at a point, with its size.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Where it begins.
    pub at: At,
    /// Its size.
    pub size: f64,
}

/// Where a panel stands, and what its axes say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// Ends of the horizontal axis on the sheet.
    pub x: (f64, f64),
    /// Top and bottom of the vertical axis on the sheet.
    pub y: (f64, f64),
    /// Lines of its title.
    pub heading: Vec<String>,
    /// Ticks of the horizontal axis.
    pub x_ticks: Vec<Tick>,
    /// Ticks of the vertical axis.
    pub y_ticks: Vec<Tick>,
    /// Lines of the label of the horizontal axis.
    pub x_label: Vec<String>,
    /// Lines of the label of the vertical axis.
    pub y_label: Vec<String>,
    /// Lines of the names of the rows, from the bottom up.
    pub rows: Vec<Vec<String>>,
    /// Room of the numbers or names left of the vertical axis.
    pub left: f64,
}

/// Room of the key of a legend's entry.
pub fn key_width(sheet: &Sheet) -> f64 {
    2.8 * sheet.sizes.label
}

/// Room right of a panel for its scale of colours.
fn beside(panel: &Panel, sheet: &Sheet) -> f64 {
    match &panel.scale {
        Some(scale) => scale_room(scale, sheet),
        None => 0.9 * sheet.sizes.tick,
    }
}

/// Room of a scale of colours.
pub fn scale_room(scale: &Scale, sheet: &Sheet) -> f64 {
    let numbers = super::draw_map::scale_ticks(scale);
    let wide = numbers.iter().map(|(_, text)| width(text, sheet.sizes.tick)).fold(0.0, f64::max);
    2.6 * sheet.sizes.tick + wide
}

impl Layout {
    /// Lays out a figure on a sheet.
    pub fn new(figure: &Figure, sheet: &Sheet) -> Self {
        let (sizes, gap) = (&sheet.sizes, sheet.gap());
        let room = sheet.width - 2.0 * gap;
        let mut lines = Vec::new();
        let mut y = gap;
        let mut write = |text: &str, size: f64, y: &mut f64| {
            for text in wrapped(text, room, size).into_iter().filter(|line| !line.is_empty()) {
                lines.push(Line { text, at: (gap, *y + size), size });
                *y += LINE * size;
            }
        };
        write(&figure.title, sizes.title, &mut y);
        write(&figure.subtitle, sizes.subtitle, &mut y);
        y += gap;
        let (mut legend, legend_height) = legend(figure, sheet);
        let caption = wrapped(&figure.caption, room, sizes.caption).len() as f64;
        let foot = gap + legend_height + LINE * sizes.caption * caption + gap;
        let below = sheet.height.map(|height| height - y - foot);
        let grid = Grid::fitting(figure, sheet, below);
        let (panels, bottom) = grid.frames(y);
        y = bottom + gap;
        for line in &mut legend {
            line.at.1 += y;
        }
        y += legend_height;
        let height = sheet.height.unwrap_or(0.0);
        y = y.max(height - gap - LINE * sizes.caption * caption);
        write(&figure.caption, sizes.caption, &mut y);
        Self { height: (y + gap).max(height), lines, panels, legend }
    }
}

/// The legend's entries from its top at 0, in columns of equal width, and its height.
fn legend(figure: &Figure, sheet: &Sheet) -> (Vec<Line>, f64) {
    let size = sheet.sizes.label;
    let gap = sheet.gap();
    let room = sheet.width - 2.0 * gap;
    let most = if figure.legend.len() > 2 && room > 40.0 * size { 0.5 * room } else { room };
    let beside = key_width(sheet) + 2.0 * gap;
    let shorten = |name: &str| shortened(&super::text::clean(name), most - beside, size);
    let names: Vec<String> = figure.legend.iter().map(|entry| shorten(&entry.name)).collect();
    let widths: Vec<f64> = names.iter().map(|name| width(name, size) + beside).collect();
    let widest = widths.iter().copied().fold(1.0, f64::max);
    let columns = (((room + gap) / widest).floor() as usize).max(1);
    let in_a_row = widths.iter().sum::<f64>() <= room + gap;
    let row = 1.4 * size;
    let mut lines = Vec::new();
    let mut x = gap;
    for (number, text) in names.into_iter().enumerate() {
        let place = match in_a_row {
            true => (x, size),
            false => {
                let (down, right) = (number / columns, number % columns);
                (gap + right as f64 * widest, size + row * down as f64)
            }
        };
        x += widths[number];
        lines.push(Line { text, at: (place.0 + key_width(sheet) + 0.5 * gap, place.1), size });
    }
    let rows =
        if in_a_row { usize::from(!lines.is_empty()) } else { lines.len().div_ceil(columns) };
    let height = row * rows as f64 + if rows > 0 { gap } else { 0.0 };
    (lines, height)
}

/// Panels in columns.
struct Grid<'a> {
    figure: &'a Figure,
    sheet: &'a Sheet,
    columns: usize,
    /// Width of every plot, between its axes.
    plot: f64,
    /// By column: room left and right of the plots.
    sides: Vec<(f64, f64)>,
    /// By panel: height of its plot.
    heights: Vec<f64>,
    /// Whether names of rows stand only in the first column, because all panels have the same.
    shares_rows: bool,
}

impl<'a> Grid<'a> {
    /// The grid with the most columns whose plots are wide enough, not more than the figure asks for.
    /// `below` is the height that there is, where that is given.
    fn fitting(figure: &'a Figure, sheet: &'a Sheet, below: Option<f64>) -> Self {
        let most = figure.columns.clamp(1, figure.panels.len().max(1));
        let least =
            if figure.panels.iter().any(|panel| panel.scale.is_some()) { 14.0 } else { 8.5 };
        let mut columns = most;
        loop {
            let grid = Self::of(figure, sheet, columns, below);
            if columns == 1 || grid.plot >= least * sheet.sizes.label {
                return grid;
            }
            columns -= 1;
        }
    }

    fn of(figure: &'a Figure, sheet: &'a Sheet, columns: usize, below: Option<f64>) -> Self {
        let first = figure.panels.first().map(|panel| &panel.y.names);
        let same = |panel: &Panel| Some(&panel.y.names) == first && !panel.y.names.is_empty();
        let shares_rows = figure.panels.iter().all(same);
        let mut grid = Self {
            figure,
            sheet,
            columns,
            plot: 0.0,
            sides: Vec::new(),
            heights: Vec::new(),
            shares_rows,
        };
        // Heights and the room beside plots depend on each other through ticks and broken labels: the
        // room that was once needed is kept, so that nothing is cut where they do not settle.
        let room = sheet.width - 2.0 * sheet.gap();
        let between = sheet.gap() * (columns - 1) as f64;
        grid.plot = room / columns as f64 - 4.0 * sheet.sizes.tick;
        grid.sides = vec![(0.0, 0.0); columns];
        for _ in 0..3 {
            grid.set_heights(below);
            for panel in 0..figure.panels.len() {
                let (left, right) = grid.sides[panel % columns];
                let needed = (grid.left(panel), beside(&figure.panels[panel], sheet));
                grid.sides[panel % columns] = (left.max(needed.0), right.max(needed.1));
            }
            let taken: f64 = grid.sides.iter().map(|(left, right)| left + right).sum();
            grid.plot = (room - taken - between) / columns as f64;
        }
        grid.set_heights(below);
        grid
    }

    fn n_rows(&self) -> usize {
        self.figure.panels.len().div_ceil(self.columns)
    }

    /// The panels of a row of the grid.
    fn row(&self, row: usize) -> std::ops::Range<usize> {
        let from = row * self.columns;
        from..(from + self.columns).min(self.figure.panels.len())
    }

    /// Sets the heights of the plots, the same in every row.
    fn set_heights(&mut self, below: Option<f64>) {
        let panels = &self.figure.panels;
        self.heights = panels.iter().map(|panel| self.wanted_height(panel)).collect();
        let around: f64 = (0..self.n_rows()).map(|row| self.around(row)).sum();
        let given = below.map(|height| (height - around) / self.n_rows().max(1) as f64);
        for row in 0..self.n_rows() {
            let places = self.row(row);
            let wanted = self.heights[places.clone()].iter().copied().fold(0.0, f64::max);
            let names = panels[places.clone()].iter().any(|panel| !panel.y.names.is_empty());
            let least = if names { wanted } else { 5.0 * self.sheet.sizes.tick };
            let height = given.map_or(wanted, |given| given.max(least));
            self.heights[places].fill(height);
        }
    }

    fn wanted_height(&self, panel: &Panel) -> f64 {
        let is_map = panel.layers.iter().any(|layer| matches!(layer, Layer::Cells(_)));
        let tick = self.sheet.sizes.tick;
        if !panel.y.names.is_empty() {
            let rows = self.row_names(panel);
            let most = rows.iter().map(Vec::len).max().unwrap_or(1) as f64;
            return rows.len() as f64 * (LINE * tick * most + 0.6 * tick) + tick;
        }
        match (self.columns, self.figure.panels.len()) {
            _ if is_map => (0.85 * self.plot).min(0.5 * self.sheet.width),
            (1, 1) => (0.52 * self.plot).max(14.0 * tick),
            (1, _) => 0.42 * self.plot,
            _ => 0.72 * self.plot,
        }
    }

    /// Height of what stands above and below the plots of a row of the grid.
    fn around(&self, row: usize) -> f64 {
        let (above, below) = self.above_below(row);
        above + below + if row + 1 < self.n_rows() { self.sheet.gap() } else { 0.0 }
    }

    fn above_below(&self, row: usize) -> (f64, f64) {
        let sizes = &self.sheet.sizes;
        let panels = self.row(row);
        let headings = panels.clone().map(|panel| self.heading(panel).len()).max().unwrap_or(0);
        let scaled = self.figure.panels[panels.clone()].iter().any(|panel| panel.scale.is_some());
        let labels = panels.map(|panel| self.x_label(panel).len()).max().unwrap_or(0) as f64;
        let above = LINE * sizes.heading * headings as f64 + 0.4 * sizes.heading;
        let above = above + if scaled { LINE * sizes.tick } else { 0.0 };
        (above, 1.6 * sizes.tick + LINE * sizes.label * labels)
    }

    fn heading(&self, panel: usize) -> Vec<String> {
        let title = &self.figure.panels[panel].title;
        if title.is_empty() {
            return Vec::new();
        }
        let room = self.plot + 0.9 * self.sheet.sizes.tick;
        wrapped_at_most(title, room, self.sheet.sizes.heading, 2)
    }

    /// The label of a horizontal axis; one that all panels share stands only under the last of a column.
    fn x_label(&self, panel: usize) -> Vec<String> {
        let panels = &self.figure.panels;
        let label = &panels[panel].x.label;
        let shared = panels.iter().all(|other| other.x.label == *label);
        if label.is_empty() || (shared && panel + self.columns < panels.len()) {
            return Vec::new();
        }
        wrapped_at_most(label, self.plot + 1.5 * self.sheet.sizes.tick, self.sheet.sizes.label, 3)
    }

    fn y_label(&self, panel: usize) -> Vec<String> {
        let label = &self.figure.panels[panel].y.label;
        if label.is_empty() {
            return Vec::new();
        }
        wrapped_at_most(label, self.heights[panel], self.sheet.sizes.label, 2)
    }

    fn y_ticks(&self, panel: usize) -> Vec<Tick> {
        let panel_of = &self.figure.panels[panel];
        if !panel_of.y.names.is_empty() {
            return Vec::new();
        }
        let most = self.heights[panel] / (2.2 * self.sheet.sizes.tick);
        ticks_of(&panel_of.y, panel_of.ranges().1, (most as usize).clamp(2, 6))
    }

    fn x_ticks(&self, panel: usize) -> Vec<Tick> {
        let panel = &self.figure.panels[panel];
        let size = self.sheet.sizes.tick;
        for most in (2..=7).rev() {
            let ticks = ticks_of(&panel.x, panel.ranges().0, most);
            let widest = ticks.iter().map(|(_, text)| width(text, size)).fold(0.0, f64::max);
            let between = distance(&ticks, panel.ranges().0) * self.plot;
            if most == 2 || widest + 0.6 * size <= between {
                return ticks;
            }
        }
        Vec::new()
    }

    /// The names of rows, broken into lines.
    fn row_names(&self, panel: &Panel) -> Vec<Vec<String>> {
        let room = self.sheet.width * if self.columns == 1 { 0.4 } else { 0.3 };
        let break_up = |name: &String| wrapped_at_most(name, room, self.sheet.sizes.tick, 2);
        panel.y.names.iter().map(break_up).collect()
    }

    /// The names of rows that stand beside a panel.
    fn rows(&self, panel: usize) -> Vec<Vec<String>> {
        if self.shares_rows && !panel.is_multiple_of(self.columns) {
            return Vec::new();
        }
        self.row_names(&self.figure.panels[panel])
    }

    /// Room of numbers or names left of a panel's axis.
    fn numbers(&self, panel: usize) -> f64 {
        let size = self.sheet.sizes.tick;
        let ticks = self.y_ticks(panel).into_iter().map(|(_, text)| width(&text, size));
        let names = self.rows(panel).into_iter().flatten().map(|line| width(&line, size));
        ticks.chain(names).fold(0.0, f64::max) + 0.8 * size
    }

    fn left(&self, panel: usize) -> f64 {
        self.numbers(panel) + LINE * self.sheet.sizes.label * self.y_label(panel).len() as f64
    }

    /// The frames of all panels from a height on, and where the last one ends.
    fn frames(&self, top: f64) -> (Vec<Frame>, f64) {
        let mut frames = Vec::new();
        let mut y = top;
        for row in 0..self.n_rows() {
            let (above, below) = self.above_below(row);
            let mut x = self.sheet.gap();
            for (panel, (left, right)) in self.row(row).zip(&self.sides) {
                let from = x + left;
                frames.push(Frame {
                    x: (from, from + self.plot),
                    y: (y + above, y + above + self.heights[panel]),
                    heading: self.heading(panel),
                    x_ticks: self.x_ticks(panel),
                    y_ticks: self.y_ticks(panel),
                    x_label: self.x_label(panel),
                    y_label: self.y_label(panel),
                    rows: self.rows(panel),
                    left: self.numbers(panel),
                });
                x = from + self.plot + right + self.sheet.gap();
            }
            let height = self.row(row).next().map_or(0.0, |panel| self.heights[panel]);
            y += above + height + below;
            y += if row + 1 < self.n_rows() { self.sheet.gap() } else { 0.0 };
        }
        (frames, y)
    }
}

fn ticks_of(axis: &Axis, (low, high): (f64, f64), most: usize) -> Vec<Tick> {
    if axis.log { ticks::logarithmic(low, high, most) } else { ticks::linear(low, high, most) }
}

/// The least distance of neighbouring ticks, as a share of the axis.
fn distance(ticks: &[Tick], (low, high): (f64, f64)) -> f64 {
    let steps = ticks.windows(2).map(|pair| (pair[1].0 - pair[0].0) / (high - low));
    steps.fold(1.0, f64::min)
}
