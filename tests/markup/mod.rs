//! Owns what whole markup is.

/// Every tag is closed in its order; the first that is not.
pub fn balanced(markup: &str) -> Result<(), String> {
    const VOID: [&str; 6] = ["br", "img", "hr", "input", "meta", "link"];
    let mut open: Vec<String> = Vec::new();
    let mut rest = markup;
    while let Some((_, behind)) = rest.split_once('<') {
        let (inside, after) = behind.split_once('>').ok_or("a tag without its end")?;
        rest = after;
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        if inside.starts_with('/') {
            if open.pop().as_ref() != Some(&name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !inside.ends_with('/') && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    open.pop()
        .map_or(Ok(()), |name| Err(format!("<{name}> is not closed")))
}
