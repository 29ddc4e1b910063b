//! A figure as a picture: bars for places and persons, a line for time. SVG with its words as text, so that it can be searched, copied and
//! read aloud; the fonts are those of the reader's machine.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use yingshang_rules::statistics::{Figure, Measure, Share};

use super::figures::{FigureRow, FiguresView};
use crate::error::AppError;

/// Fonts with Chinese characters, on the systems of offices first.
const FONTS: &str =
    "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, sans-serif";
const WIDTH: i32 = 960;
const MARGIN: i32 = 24;
/// Height of title and what stands under it.
const HEAD: i32 = 76;
const BAR: i32 = 20;
const BAR_STEP: i32 = 32;
/// Room for the names left of the bars, and for the figures right of them.
const NAMES: i32 = 200;
const NUMBERS: i32 = 190;
const PLOT_HEIGHT: i32 = 300;
/// Room under a line for the names of the periods, and left of it for the scale.
const FOOT: i32 = 44;
const SCALE: i32 = 56;
/// Most names of periods under a line.
const MOST_NAMES: usize = 12;
/// Most characters of a name.
const NAME_LENGTH: usize = 13;

const INK: RGBColor = RGBColor(31, 41, 55);
const FAINT: RGBColor = RGBColor(107, 114, 128);
const GRID: RGBColor = RGBColor(229, 231, 235);
const GOOD: RGBColor = RGBColor(29, 78, 137);
/// Of a figure that does not satisfy what is required; told apart in grey too.
const BAD: RGBColor = RGBColor(194, 84, 45);

/// Draws a figure: a line when it is split by time, else bars, one of the whole where it is not split.
pub fn svg(view: &FiguresView) -> Result<String, AppError> {
    let over_time = view.by.grain().is_some();
    let rows = if view.rows.is_empty() { std::slice::from_ref(&view.total) } else { &view.rows };
    let bars = i32::try_from(rows.len()).unwrap_or(i32::MAX / 1000);
    let height = HEAD + MARGIN + if over_time { PLOT_HEIGHT + FOOT } else { bars * BAR_STEP + FOOT };
    let mut picture = String::new();
    {
        let area = SVGBackend::with_string(&mut picture, (WIDTH as u32, height as u32)).into_drawing_area();
        let plot = Plot { view, rows, area: &area, top: top_of(view, rows) };
        plot.draw(over_time, height).map_err(|cause| AppError::internal(format!("chart: {cause}")))?;
    }
    Ok(picture)
}

/// What a figure is drawn as: hundredths of one per cent, or a count. `None` where nothing was counted.
fn height_of(figure: &Figure) -> Option<u64> {
    match figure.denominator {
        None => Some(figure.numerator),
        Some(denominator) => Share::new(figure.numerator, denominator).percent().map(|percent| percent.hundredths()),
    }
}

/// The top of the scale: 100 %, or a round number not below the largest count.
fn top_of(view: &FiguresView, rows: &[FigureRow]) -> u64 {
    match view.measure {
        Measure::Share => 10_000,
        Measure::Count => {
            let most = rows.iter().filter_map(|row| height_of(&row.figure)).max().unwrap_or(0).max(4);
            let step = 10_u64.pow(most.ilog10()).max(4) / 4;
            most.div_ceil(step * 4) * step * 4
        }
    }
}

struct Plot<'a, 'p> {
    view: &'a FiguresView,
    rows: &'a [FigureRow],
    area: &'a DrawingArea<SVGBackend<'p>, Shift>,
    top: u64,
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

impl Plot<'_, '_> {
    fn draw(&self, over_time: bool, height: i32) -> Drawn {
        self.area.fill(&WHITE)?;
        self.write((MARGIN, 18), self.view.title, 22, INK, HPos::Left)?;
        self.write((MARGIN, 50), &self.caption(), 14, FAINT, HPos::Left)?;
        if over_time {
            self.line()?
        } else {
            self.bars(height)?
        }
        // Everything is in the text now; `present` only flushes it.
        Ok(self.area.present().map_err(|cause| cause.to_string())?)
    }

    /// Period, dimension, and what is required.
    fn caption(&self) -> String {
        let required = self
            .view
            .threshold
            .map(|threshold| format!("，要求{} {}%", threshold.comparison.label(), threshold.percent));
        let partial = if self.view.complete { "" } else { "，仅统计有权知悉的记录" };
        let (period, by) = (self.view.period.label(), self.view.by.label());
        format!("{period}，按{by}统计{}{partial}", required.unwrap_or_default())
    }

    fn bars(&self, height: i32) -> Drawn {
        let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - NUMBERS);
        let bottom = height - MARGIN - FOOT + 8;
        let x = |value: u64| left + scaled(value, self.top, right - left);
        for quarter in 0..=4 {
            let value = self.top * quarter / 4;
            self.stroke(vec![(x(value), HEAD), (x(value), bottom)], GRID, 1)?;
            self.write((x(value), bottom + 8), &self.scale_label(value), 13, FAINT, HPos::Center)?;
        }
        for (row, y) in self.rows.iter().zip((HEAD..).step_by(BAR_STEP as usize)) {
            let y = y + (BAR_STEP - BAR) / 2;
            self.write((left - 10, y + 3), &short(&row.label), 14, INK, HPos::Right)?;
            let end = x(height_of(&row.figure).unwrap_or(0));
            self.area.draw(&Rectangle::new([(left, y), (end, y + BAR)], colour(&row.figure).filled()))?;
            self.write((end + 8, y + 3), &numbers(&row.figure), 14, INK, HPos::Left)?;
        }
        self.require(|value| vec![(x(value), HEAD), (x(value), bottom)])
    }

    fn line(&self) -> Drawn {
        let (left, right) = (MARGIN + SCALE, WIDTH - MARGIN - 20);
        let (top, bottom) = (HEAD + 8, HEAD + PLOT_HEIGHT);
        let y = |value: u64| bottom - scaled(value, self.top, bottom - top);
        for quarter in 0..=4 {
            let value = self.top * quarter / 4;
            self.stroke(vec![(left, y(value)), (right, y(value))], GRID, 1)?;
            self.write((left - 8, y(value) - 7), &self.scale_label(value), 13, FAINT, HPos::Right)?;
        }
        let last = self.rows.len().saturating_sub(1).max(1) as u64;
        let x = |index: usize| left + 30 + scaled(index as u64, last, right - left - 60);
        let every = self.rows.len().div_ceil(MOST_NAMES).max(1);
        // A period without records interrupts the line.
        let mut stretch: Vec<(i32, i32)> = Vec::new();
        let mut points = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            if index % every == 0 {
                let name = row.key.as_deref().unwrap_or(&row.label);
                self.write((x(index), bottom + 12), name, 13, FAINT, HPos::Center)?;
            }
            match height_of(&row.figure) {
                Some(value) => {
                    stretch.push((x(index), y(value)));
                    points.push(((x(index), y(value)), &row.figure));
                }
                None => self.stroke(std::mem::take(&mut stretch), GOOD, 2)?,
            }
        }
        self.stroke(stretch, GOOD, 2)?;
        let few = points.len() <= MOST_NAMES;
        for (at, figure) in points {
            self.area.draw(&Circle::new(at, 4, colour(figure).filled()))?;
            if few {
                self.write((at.0, at.1 - 22), &value_label(figure), 13, INK, HPos::Center)?;
            }
        }
        self.require(|value| vec![(left, y(value)), (right, y(value))])
    }

    /// The line that is required.
    fn require(&self, line: impl Fn(u64) -> Vec<(i32, i32)>) -> Drawn {
        match self.view.threshold {
            Some(threshold) => self.stroke(line(threshold.percent.hundredths().min(self.top)), BAD, 2),
            None => Ok(()),
        }
    }

    fn scale_label(&self, value: u64) -> String {
        match self.view.measure {
            Measure::Share => format!("{}%", value / 100),
            Measure::Count => value.to_string(),
        }
    }

    fn stroke(&self, path: Vec<(i32, i32)>, colour: RGBColor, width: u32) -> Drawn {
        if path.len() > 1 {
            self.area.draw(&PathElement::new(path, colour.stroke_width(width)))?;
        }
        Ok(())
    }

    fn write(&self, at: (i32, i32), words: &str, size: i32, colour: RGBColor, align: HPos) -> Drawn {
        // The backend writes sizes in points of its own, 1.24 to a pixel.
        let font = (FONTS, f64::from(size) * 1.24).into_font().color(&colour);
        let style = font.pos(Pos::new(align, VPos::Top));
        Ok(self.area.draw(&Text::new(words.to_owned(), at, style))?)
    }
}

/// Where on `length` pixels a value of a scale up to `top` is.
fn scaled(value: u64, top: u64, length: i32) -> i32 {
    let at = u128::from(value.min(top)) * length.unsigned_abs() as u128 / u128::from(top.max(1));
    i32::try_from(at).unwrap_or(length)
}

fn colour(figure: &Figure) -> RGBColor {
    if figure.holds == Some(false) { BAD } else { GOOD }
}

fn value_label(figure: &Figure) -> String {
    match (figure.denominator, figure.percent) {
        (None, _) => figure.numerator.to_string(),
        (Some(_), Some(percent)) => format!("{percent}%"),
        (Some(_), None) => "无记录".to_owned(),
    }
}

/// The value with the counts behind it.
fn numbers(figure: &Figure) -> String {
    match figure.denominator {
        Some(of) if of > 0 => format!("{}（{}/{of}）", value_label(figure), figure.numerator),
        _ => value_label(figure),
    }
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME_LENGTH {
        return name.to_owned();
    }
    name.chars().take(NAME_LENGTH - 1).chain(['…']).collect()
}
