//! Owns the putting in order of short lists. The library's own sorting would be a tenth of what the page carries.

/// The items in order, equal ones as they came.
pub fn sorted<T>(items: Vec<T>, before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut ordered: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        let at = ordered.iter().position(|other| before(&item, other));
        ordered.insert(at.unwrap_or(ordered.len()), item);
    }
    ordered
}
