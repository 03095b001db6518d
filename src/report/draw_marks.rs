//! Markers with names, which stand where they hide neither markers nor other names.

use plotters::prelude::*;

use super::canvas::{At, Canvas, Side};
use super::draw::{DrawError, paint, radius};
use super::draw_panel::Scales;
use super::figure::Style;
use super::layout::Frame;
use super::palette::shape;
use super::text::width;

/// A rectangle on the sheet: its left and right, top and bottom.
#[derive(Debug, Clone, Copy)]
struct Area {
    x: (f64, f64),
    y: (f64, f64),
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.x.0 < other.x.1 && other.x.0 < self.x.1 && self.y.0 < other.y.1 && other.y.0 < self.y.1
    }

    fn is_within(&self, frame: &Frame) -> bool {
        self.x.0 >= frame.x.0
            && self.x.1 <= frame.x.1
            && self.y.0 >= frame.y.0
            && self.y.1 <= frame.y.1
    }
}

/// Draws markers with their names beside them. A name for which there is no room is left out; those that come
/// first are placed first.
pub fn draw_marks<DB: DrawingBackend>(
    points: &[((f64, f64), String)],
    style: Style,
    frame: &Frame,
    scales: &Scales,
    canvas: &Canvas<DB>,
) -> Result<(), DrawError> {
    let (size, around) = (canvas.sheet.sizes.tick, 1.3 * radius(canvas.sheet));
    let finite = points.iter().filter(|((x, y), _)| x.is_finite() && y.is_finite());
    let points: Vec<(At, &String)> = finite.map(|(at, name)| (scales.at(*at), name)).collect();
    let mut taken: Vec<Area> = points
        .iter()
        .map(|(at, _)| Area {
            x: (at.0 - around, at.0 + around),
            y: (at.1 - around, at.1 + around),
        })
        .collect();
    for (at, name) in &points {
        let room = width(name, size);
        let found = places(*at, around, room, size)
            .into_iter()
            .find(|place| place.is_within(frame) && !taken.iter().any(|other| place.meets(other)));
        if let Some(place) = found {
            canvas.text(name, (place.x.0, place.y.1 - 0.22 * size), size, Side::Right)?;
            taken.push(place);
        }
    }
    for (at, _) in &points {
        canvas.marker(
            shape(style.series),
            *at,
            radius(canvas.sheet),
            paint(style).to_rgba(),
            false,
        )?;
    }
    Ok(())
}

/// Where a name of some width may stand beside a marker, the best place first.
fn places(at: At, around: f64, room: f64, size: f64) -> [Area; 8] {
    let height = 1.15 * size;
    let beside = |left: f64, middle: f64| Area {
        x: (left, left + room),
        y: (middle - 0.5 * height, middle + 0.5 * height),
    };
    let (right, left) = (at.0 + 1.2 * around, at.0 - 1.2 * around - room);
    let (above, below) = (at.1 - around - 0.5 * height, at.1 + around + 0.5 * height);
    [
        beside(right, at.1),
        beside(left, at.1),
        beside(at.0 - 0.5 * room, above),
        beside(at.0 - 0.5 * room, below),
        beside(right, above),
        beside(right, below),
        beside(left, above),
        beside(left, below),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_of_a_name_hides_its_marker() {
        let around = 4.0;
        let marker = Area { x: (6.0, 14.0), y: (16.0, 24.0) };
        for place in places((10.0, 20.0), around, 30.0, 7.0) {
            assert!(!place.meets(&marker), "{place:?}");
        }
        assert!(marker.meets(&Area { x: (0.0, 7.0), y: (0.0, 17.0) }));
    }
}
