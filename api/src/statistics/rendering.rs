//! Whether a figure is wanted as data or as a picture.

use actix_web::HttpRequest;
use actix_web::dev::Payload;

use crate::accept;
use crate::operation::{Argument, Sheet};
use crate::problem::Problem;

/// The form a figure is wanted in, from the header `Accept`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendering {
    /// JSON.
    Data,
    /// SVG.
    Picture,
}

impl Argument for Rendering {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        let offered = "统计可以是 application/json 或者 image/svg+xml。";
        accept::wanted(request, Self::Data, offered, |kind, subtype, suffix| match (kind, subtype, suffix) {
            ("image", "svg", Some("xml")) | ("image", "*", None) => Some(Self::Picture),
            ("application", "json" | "*", None) | ("*", "*", None) => Some(Self::Data),
            _ => None,
        })
    }

    fn document(_: &mut Sheet) {
        // The contract says it by the media types of the answer; OpenAPI has no parameter for `Accept`.
    }
}
