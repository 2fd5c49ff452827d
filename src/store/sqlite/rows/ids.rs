//! Lists of ids as a parameter of a query.

use crate::model::MessageId;

/// Ids as a query takes them: `in (select value from json_each(?1))`.
pub(crate) fn list_of(ids: &[MessageId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    format!("[{}]", ids.join(","))
}
