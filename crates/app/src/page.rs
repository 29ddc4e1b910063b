//! One page of a list.

/// Items and whether more follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T> {
    /// The page.
    pub items: Vec<T>,
    /// Whether another page follows.
    pub more: bool,
}

impl<T> Slice<T> {
    /// From `limit + 1` rows asked for: the one too many tells that more follow.
    pub fn cut(mut rows: Vec<T>, limit: i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        Self { items: rows, more }
    }

    /// The same page of other items, or the first failure to make one.
    pub fn try_map<U, E>(self, each: impl FnMut(T) -> Result<U, E>) -> Result<Slice<U>, E> {
        Ok(Slice { items: self.items.into_iter().map(each).collect::<Result<_, E>>()?, more: self.more })
    }
}
