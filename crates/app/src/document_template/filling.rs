//! The places in a template that the case fills.

/// What a case puts into a template.
pub(crate) struct Filling {
    /// Name of the item.
    pub item: String,
    /// Names of the materials to be supplied.
    pub materials: String,
    /// Day by which.
    pub supply_by: String,
    /// What follows otherwise.
    pub consequence: String,
    /// Number of the application.
    pub number: String,
}

/// Names of the places.
const PLACES: [&str; 5] = ["item", "materials", "supply_by", "consequence", "number"];

/// Places without which the text would not say what it must: what is missing, by when, or else what (RQ-3.2a).
const NEEDED: [&str; 3] = ["materials", "supply_by", "consequence"];

/// What is wrong with the places of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PlaceFault {
    /// There is no such place, or a brace has no partner.
    Unknown,
    /// The text lacks a place that it needs.
    Lacks(&'static str),
}

/// Checks the places of a template; all faults at once.
pub(super) fn check(body: &str) -> Vec<PlaceFault> {
    let mut faults = Vec::new();
    let known = pieces(body).all(|piece| match piece {
        Piece::Text(text) => !text.contains('}'),
        Piece::Place(name) => PLACES.contains(&name),
        Piece::Open => false,
    });
    if !known {
        faults.push(PlaceFault::Unknown);
    }
    let named: Vec<&str> =
        pieces(body).filter_map(|piece| if let Piece::Place(name) = piece { Some(name) } else { None }).collect();
    faults.extend(NEEDED.into_iter().filter(|name| !named.contains(name)).map(PlaceFault::Lacks));
    faults
}

/// The text with its places filled. What is filled in is never read as a place itself.
pub(crate) fn fill(body: &str, filling: &Filling) -> String {
    pieces(body)
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Place("item") => &filling.item,
            Piece::Place("materials") => &filling.materials,
            Piece::Place("supply_by") => &filling.supply_by,
            Piece::Place("consequence") => &filling.consequence,
            Piece::Place("number") => &filling.number,
            Piece::Place(_) | Piece::Open => "",
        })
        .collect()
}

/// Text, a place in braces, or a brace that nothing closes.
enum Piece<'a> {
    Text(&'a str),
    Place(&'a str),
    Open,
}

fn pieces(body: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut parts = body.split('{');
    let first = parts.next().map(Piece::Text);
    let others = parts.flat_map(|part| match part.split_once('}') {
        Some((name, text)) => [Piece::Place(name), Piece::Text(text)],
        None => [Piece::Open, Piece::Text(part)],
    });
    first.into_iter().chain(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "办理{item}（{number}），请于{supply_by}前补齐{materials}；否则{consequence}。";

    #[test]
    fn places_are_filled_once() {
        let filling = Filling {
            item: "甲{number}".to_owned(),
            materials: "乙、丙".to_owned(),
            supply_by: "2026年3月9日".to_owned(),
            consequence: "视为撤回申请".to_owned(),
            number: "BJ-2026-000001".to_owned(),
        };
        let filled = fill(WHOLE, &filling);
        assert_eq!(filled, "办理甲{number}（BJ-2026-000001），请于2026年3月9日前补齐乙、丙；否则视为撤回申请。");
    }

    #[test]
    fn every_fault_is_found() {
        assert_eq!(check(WHOLE), []);
        for odd in ["{day}", "{", "}", "{ item }", "{{item}}", "{}"] {
            assert_eq!(check(&format!("{WHOLE}{odd}")), [PlaceFault::Unknown], "{odd}");
        }
        let lacking = ["materials", "supply_by", "consequence"].map(PlaceFault::Lacks);
        assert_eq!(check("请按期补齐{item}。"), lacking);
    }
}
