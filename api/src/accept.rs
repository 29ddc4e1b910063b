//! Which of the forms of an answer the caller wants, from the header `Accept`.

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, Accept, Header, Quality};

use crate::problem::{Problem, table};

/// The best form the caller takes; `usual` where nothing is said. `form` is asked with type, subtype and suffix of each media type, best
/// first.
///
/// # Errors
/// 406 with `offered` when the caller takes none of them.
pub(crate) fn wanted<T>(
    request: &HttpRequest,
    usual: T,
    offered: &'static str,
    form: impl Fn(&str, &str, Option<&str>) -> Option<T>,
) -> Result<T, Problem> {
    if !request.headers().contains_key(ACCEPT) {
        return Ok(usual);
    }
    let mut wanted = Accept::parse(request).unwrap_or_else(|_| Accept(Vec::new()));
    wanted.0.retain(|media| media.quality > Quality::ZERO);
    let found = wanted.ranked().into_iter().find_map(|media| {
        let suffix = media.suffix().map(|suffix| suffix.as_str().to_owned());
        form(media.type_().as_str(), media.subtype().as_str(), suffix.as_deref())
    });
    found.ok_or_else(|| Problem::new(&table::NOT_ACCEPTABLE, offered))
}
