//! The table of figures: each with what it is compared with, its target, and whether it is met.

use std::fmt;

use crate::load::Sample;

/// What is asked of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Target {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// Nothing: it is told for orientation.
    None,
}

impl Target {
    fn verdict(self, value: f64) -> &'static str {
        match self {
            Self::AtLeast(least) if value >= least => "ok",
            Self::AtMost(most) if value <= most => "ok",
            Self::None => "",
            _ => "BELOW",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, "≥ {least}"),
            Self::AtMost(most) => write!(f, "≤ {most}"),
            Self::None => Ok(()),
        }
    }
}

/// A line of the table.
#[derive(Debug, Clone)]
struct Row {
    figure: String,
    measured: String,
    against: String,
    value: f64,
    target: Target,
}

/// Everything measured so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// A rate against another rate of the same run.
    pub(crate) fn ratio(&mut self, figure: &str, measured: Sample, against: &str, other: f64, target: Target) {
        self.add(figure, told(measured), format!("{against}: {other:.0}/s"), measured.per_second / other, target);
    }

    /// How a waiting time grew.
    pub(crate) fn growth(&mut self, figure: &str, few: Sample, many: Sample, target: Target) {
        let (measured, against) = (format!("p99 {:.1} ms", many.p99), format!("a tenth of it: {:.1} ms", few.p99));
        self.add(figure, measured, against, many.p99 / few.p99, target);
    }

    /// A value in a unit, compared with nothing.
    pub(crate) fn value(&mut self, figure: &str, unit: &str, value: f64, target: Target) {
        self.add(figure, format!("{value:.2} {unit}"), String::new(), value, target);
    }

    /// Whether some target was missed.
    pub(crate) fn is_below_target(&self) -> bool {
        self.rows.iter().any(|row| row.target.verdict(row.value) == "BELOW")
    }

    fn add(&mut self, figure: &str, measured: String, against: String, value: f64, target: Target) {
        self.rows.push(Row { figure: figure.to_owned(), measured, against, value, target });
    }
}

fn told(sample: Sample) -> String {
    let Sample { per_second, p50, p99, .. } = sample;
    if p99 > 0.0 {
        format!("{per_second:.0}/s, p50 {p50:.1} ms, p99 {p99:.1} ms")
    } else {
        format!("{per_second:.0}/s")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| figure | measured | compared with | ratio or value | target | |")?;
        writeln!(f, "| --- | --- | --- | ---: | ---: | --- |")?;
        for Row { figure, measured, against, value, target } in &self.rows {
            let verdict = target.verdict(*value);
            writeln!(f, "| {figure} | {measured} | {against} | {value:.2} | {target} | {verdict} |")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_target_is_shown_and_found() {
        let mut report = Report::default();
        report.value("memory", "MB", 100.0, Target::AtMost(150.0));
        report.value("told", "MB", 1000.0, Target::None);
        assert!(!report.is_below_target());
        let sample = Sample { per_second: 40.0, p50: 1.0, p99: 2.0, bytes: 1 };
        report.ratio("get", sample, "static", 100.0, Target::AtLeast(0.5));
        assert!(report.is_below_target());
        let text = report.to_string();
        assert!(text.contains("| 0.40 | ≥ 0.5 | BELOW |"), "{text}");
        assert!(text.contains("| 100.00 | ≤ 150 | ok |"), "{text}");
    }
}
