//! Whether a figure is wanted as data or as a picture.

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT, Accept, Header, Quality};

use crate::operation::{Argument, Sheet};
use crate::problem::{Problem, table};

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
        if !request.headers().contains_key(ACCEPT) {
            return Ok(Self::Data);
        }
        let mut wanted = Accept::parse(request).unwrap_or_else(|_| Accept(Vec::new()));
        wanted.0.retain(|media| media.quality > Quality::ZERO);
        let rendering = wanted.ranked().into_iter().find_map(|media| {
            let suffix = media.suffix().map(|suffix| suffix.as_str());
            match (media.type_().as_str(), media.subtype().as_str(), suffix) {
                ("image", "svg", Some("xml")) | ("image", "*", None) => Some(Self::Picture),
                ("application", "json" | "*", None) | ("*", "*", None) => Some(Self::Data),
                _ => None,
            }
        });
        rendering
            .ok_or_else(|| Problem::new(&table::NOT_ACCEPTABLE, "统计可以是 application/json 或者 image/svg+xml。"))
    }

    fn document(_: &mut Sheet) {
        // The contract says it by the media types of the answer; OpenAPI has no parameter for `Accept`.
    }
}
