//! What a figure is, before it is drawn.

/// A figure: panels in a grid, with one legend beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is shown.
    pub title: String,
    /// A line below the title: what bands and lines mean.
    pub subtitle: String,
    /// A line at the foot: what it was made from.
    pub caption: String,
    /// The panels, row by row.
    pub panels: Vec<Panel>,
    /// Panels side by side.
    pub columns: usize,
    /// The series that the legend names.
    pub legend: Vec<Legend>,
}

/// An entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    /// Name.
    pub name: String,
    /// Style of the series.
    pub style: Style,
}

/// One pair of axes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// What is shown; may be empty.
    pub title: String,
    /// Horizontal axis.
    pub x: Axis,
    /// Vertical axis.
    pub y: Axis,
    /// What is drawn, from back to front.
    pub layers: Vec<Layer>,
    /// Scheduled changes along x.
    pub spans: Vec<Span>,
    /// What the colours of cells mean, shown beside the panel.
    pub scale: Option<Scale>,
}

/// A scheduled change: an upright line where it comes at once, a shaded span where it takes time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Value of x where it begins.
    pub start: f64,
    /// Value of x where it is complete.
    pub end: f64,
    /// The series that it holds for; none for all of the panel.
    pub series: Option<usize>,
}

/// The meaning of a scale of colours.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Label with unit.
    pub label: String,
    /// Value of the first colour.
    pub low: f64,
    /// Value of the last colour.
    pub high: f64,
}

/// A cell of a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Ends on the horizontal axis.
    pub x: (f64, f64),
    /// Ends on the vertical axis.
    pub y: (f64, f64),
    /// Colour.
    pub fill: Fill,
    /// Whether it is hatched: what it shows is uncertain.
    pub hatched: bool,
}

/// The colour of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fill {
    /// A place on the scale of colours, in `[0,1]`.
    Share(f64),
    /// The colour of a series.
    Series(usize),
    /// Nothing is known.
    Missing,
}

/// An axis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Axis {
    /// Label with unit.
    pub label: String,
    /// Ends that the axis has at least; the data may widen it.
    pub at_least: Option<(f64, f64)>,
    /// Whether numbers are decimal logarithms of what is shown.
    pub log: bool,
    /// Names instead of numbers: the first stands at 0, the next at 1, and so on.
    pub names: Vec<String>,
}

/// How a series looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Number of the series: decides the colour.
    pub series: usize,
    /// How its line is drawn.
    pub line: Line,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Thick with markers, dashed by the number of the series, so that repeats of a colour differ.
    Series,
    /// The same without markers, beside what was observed.
    Plain,
    /// Hollow markers on a thin dotted line, for what was observed.
    Observed,
    /// Thick and solid, in the ink of the axes.
    Solid,
    /// Thin and pale, for one of many.
    Thin,
    /// A filled area, for the cells of maps.
    Area,
    /// Dashed in the ink of the axes, beside a solid line in it.
    Dashed,
    /// A thin dashed line in the ink of the axes, for what others are compared with.
    Rule,
}

impl Style {
    /// The style of a series.
    pub fn series(series: usize) -> Self {
        Self { series, line: Line::Series }
    }

    /// The style of a simulated series that lies beside the observed one of the same number.
    pub fn simulated(series: usize) -> Self {
        Self { series, line: Line::Plain }
    }

    /// The style of an observed series that lies beside the simulated one of the same number.
    pub fn observed(series: usize) -> Self {
        Self { series, line: Line::Observed }
    }

    /// The style of a dashed line in the ink of the axes, beside a solid one.
    pub fn dashed() -> Self {
        Self { series: 0, line: Line::Dashed }
    }

    /// The style of a line that others are compared with.
    pub fn rule() -> Self {
        Self { series: 0, line: Line::Rule }
    }

    /// The style of one of many lines of a series.
    pub fn thin(series: usize) -> Self {
        Self { series, line: Line::Thin }
    }

    /// The style of the cells of a series in a map.
    pub fn area(series: usize) -> Self {
        Self { series, line: Line::Area }
    }

    /// The style of a thick solid line in the ink of the axes.
    pub fn ink() -> Self {
        Self { series: 0, line: Line::Solid }
    }
}

/// Something drawn in a panel. Missing values (NaN) break curves and leave out points.
#[derive(Debug, Clone, PartialEq)]
pub enum Layer {
    /// A curve.
    Curve {
        /// Points (x, y), x rising.
        points: Vec<(f64, f64)>,
        /// Style.
        style: Style,
    },
    /// A band between two curves.
    Band {
        /// Points (x, low, high), x rising.
        points: Vec<(f64, f64, f64)>,
        /// Style.
        style: Style,
    },
    /// Small dots.
    Dots {
        /// Points (x, y).
        points: Vec<(f64, f64)>,
        /// Style.
        style: Style,
    },
    /// Markers with names beside them.
    Marks {
        /// Points (x, y), each with its name.
        points: Vec<((f64, f64), String)>,
        /// Style.
        style: Style,
    },
    /// The cells of a map.
    Cells(Vec<Cell>),
    /// A wide pale bar: how far something ranges around its interval.
    Range {
        /// Low and high end on the horizontal axis.
        values: (f64, f64),
        /// Place on the vertical axis.
        y: f64,
        /// Style.
        style: Style,
    },
    /// A horizontal interval with its middle.
    Interval {
        /// Low end, middle, high end on the horizontal axis.
        values: (f64, f64, f64),
        /// Place on the vertical axis.
        y: f64,
        /// Style.
        style: Style,
    },
}

impl Layer {
    /// All finite points of the layer's outline.
    pub fn outline(&self) -> Vec<(f64, f64)> {
        let points = match self {
            Self::Curve { points, .. } | Self::Dots { points, .. } => points.clone(),
            Self::Band { points, .. } => {
                points.iter().flat_map(|(x, low, high)| [(*x, *low), (*x, *high)]).collect()
            }
            Self::Marks { points, .. } => points.iter().map(|(point, _)| *point).collect(),
            Self::Cells(cells) => {
                cells.iter().flat_map(|cell| [(cell.x.0, cell.y.0), (cell.x.1, cell.y.1)]).collect()
            }
            Self::Range { values, y, .. } => vec![(values.0, *y), (values.1, *y)],
            Self::Interval { values, y, .. } => vec![(values.0, *y), (values.2, *y)],
        };
        points.into_iter().filter(|(x, y)| x.is_finite() && y.is_finite()).collect()
    }
}

impl Panel {
    /// The ends of both axes: the data, at least what the axes ask for, and a little room.
    pub fn ranges(&self) -> ((f64, f64), (f64, f64)) {
        let points: Vec<_> = self.layers.iter().flat_map(Layer::outline).collect();
        let range = |axis: &Axis, values: &mut dyn Iterator<Item = f64>| {
            if !axis.names.is_empty() {
                return (-0.6, axis.names.len() as f64 - 0.4);
            }
            let start = axis.at_least.unwrap_or((f64::INFINITY, f64::NEG_INFINITY));
            let (low, high) =
                values.fold(start, |(low, high), value| (low.min(value), high.max(value)));
            if low > high {
                (0.0, 1.0)
            } else if high - low < 1e-9 * high.abs().max(1e-9) {
                let room = 0.05 * low.abs().max(1e-3);
                (low - room, high + room)
            } else {
                (low, high)
            }
        };
        let (left, right) = range(&self.x, &mut points.iter().map(|point| point.0));
        let is_map = self.layers.iter().any(|layer| matches!(layer, Layer::Cells(_)));
        // Ends of intervals are seen when they do not touch the panel's edge.
        let aside = if self.y.names.is_empty() || is_map { 0.0 } else { 0.04 * (right - left) };
        let x = (if left == 0.0 { 0.0 } else { left - aside }, right + aside);
        let (low, high) = range(&self.y, &mut points.iter().map(|point| point.1));
        // Cells and named rows fill the panel to its edges.
        let room = if self.y.names.is_empty() && !is_map { 0.03 * (high - low) } else { 0.0 };
        let floor = if low == 0.0 { 0.0 } else { low - room };
        (x, (floor, high + room))
    }
}
