//! Which page comes next, and when there is none.

use std::collections::HashSet;

use call_engine_types::types::{
    CallRecord, CallResult, CallResultFilter, GetRecordByFilterRequest, GetRecordByFilterResponse,
};

/// A run through the pages of one query.
#[derive(Clone, Debug)]
pub(super) struct Paging {
    /// What every page asks for; only the page number changes.
    pub(super) query: GetRecordByFilterRequest,
    /// The page to ask for; `None` when all were read.
    next: Option<i64>,
    /// Records that came, repeated and unwanted ones included.
    came: i64,
    total: Option<i64>,
    seen: HashSet<String>,
}

impl Paging {
    #[inline]
    pub(super) fn new(query: GetRecordByFilterRequest) -> Self {
        Self {
            query,
            next: Some(1),
            came: 0,
            total: None,
            seen: HashSet::new(),
        }
    }

    /// Changes the query, and so begins anew.
    #[inline]
    pub(super) fn ask(&mut self, change: impl FnOnce(&mut GetRecordByFilterRequest)) {
        change(&mut self.query);
        *self = Self::new(std::mem::take(&mut self.query));
    }

    /// How many records the service counts for the query, as it said last.
    pub(super) fn total(&self) -> Option<i64> {
        self.total
    }

    /// The request for the next page; `None` when all were read.
    #[inline]
    pub(super) fn request(&self) -> Option<GetRecordByFilterRequest> {
        self.next.map(|page| self.query.clone().page(page))
    }

    /// There are no more (101050).
    pub(super) fn end(&mut self) {
        self.next = None;
    }

    /// Takes a page, and gives the records of it that are wanted and new.
    #[inline]
    pub(super) fn take(&mut self, answer: GetRecordByFilterResponse) -> Vec<CallRecord> {
        let asked = self.next.take().unwrap_or(1);
        let list = answer.call_record_list.unwrap_or_default();
        let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
        self.came = self.came.saturating_add(count);
        self.total = answer.total_num.or(self.total);
        let known = self.seen.len();
        let mut anonymous = false;
        let mut wanted = Vec::with_capacity(list.len());
        for record in list {
            // A record without CallId cannot be told from others, and is not lost for that.
            anonymous |= record.call_id().is_empty();
            let new = record.call_id().is_empty() || self.seen.insert(record.call_id().to_owned());
            if new && self.wants(&record) {
                wanted.push(record);
            }
        }
        let page = answer.page.filter(|page| *page > 0);
        let more = match self.total {
            Some(total) => self.came < total,
            // A short page is the last one. With a total it need not be: the service may cap pages.
            None => count >= self.query.number_per_page.unwrap_or(1),
        };
        // A service that repeats itself must not keep us for ever.
        let news = self.seen.len() > known || anonymous;
        if let (Some(page), true, true) = (page, more, news) {
            self.next = page.max(asked).checked_add(1);
        }
        wanted
    }

    /// The filters again, since the service may not heed them (C-9).
    #[inline]
    fn wants(&self, record: &CallRecord) -> bool {
        let result = match (&self.query.call_result, &record.call_result) {
            (None, _) => true,
            (Some(_), None) => false,
            // What a number means is undocumented (C-10), so it is left to the service.
            (Some(_), Some(CallResult::Other(text))) if text.was_integer() => true,
            (Some(wanted), Some(result)) => CallResultFilter::from(result.as_str()) == *wanted,
        };
        let wanted = self.query.call_type.as_ref();
        result && wanted.is_none_or(|wanted| record.call_type.as_ref() == Some(wanted))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn paging(per_page: i64) -> Paging {
        Paging::new(GetRecordByFilterRequest::new().number_per_page(per_page))
    }

    fn answer(value: Value) -> GetRecordByFilterResponse {
        from_value(value).expect("an answer")
    }

    fn list(ids: &[&str]) -> Value {
        ids.iter().map(|id| json!({"CallId": id})).collect()
    }

    /// What was taken from one page of two, and the page that is asked next.
    fn after(page: Value) -> (usize, Option<i64>) {
        let mut paging = paging(2);
        let taken = paging.take(answer(page)).len();
        (taken, paging.next)
    }

    #[test]
    fn every_documented_end_ends() {
        let two = || list(&["a", "b"]);
        let goes_on = json!({"TotalNum": 9, "Page": 1, "CallRecordList": two()});
        assert_eq!(after(goes_on), (2, Some(2)));
        assert_eq!(
            after(json!({"Page": 1, "CallRecordList": two()})),
            (2, Some(2))
        );
        for (page, taken) in [
            (
                json!({"TotalNum": 9, "Page": 0, "CallRecordList": two()}),
                2,
            ),
            (json!({"TotalNum": 9, "CallRecordList": two()}), 2),
            (
                json!({"TotalNum": 2, "Page": 1, "CallRecordList": two()}),
                2,
            ),
            (json!({"TotalNum": 0, "Page": 1, "CallRecordList": []}), 0),
            (json!({"TotalNum": 9, "Page": 1, "CallRecordList": []}), 0),
            (json!({"Page": 1, "CallRecordList": list(&["a"])}), 1),
            (json!({"Page": 1}), 0),
            (json!({}), 0),
        ] {
            assert_eq!(after(page.clone()), (taken, None), "{page}");
        }
    }

    #[test]
    fn a_service_that_caps_pages_is_read_to_its_total() {
        let page = json!({"TotalNum": 3, "Page": 1, "CallRecordList": list(&["a"])});
        assert_eq!(after(page), (1, Some(2)));
    }

    #[test]
    fn the_next_page_follows_the_answer_and_never_goes_back() {
        let mut paging = paging(1);
        for (said, next) in [(1, 2), (5, 6), (2, 7), (i64::MAX - 1, i64::MAX)] {
            let id = format!("c{said}");
            paging.take(answer(
                json!({"Page": said, "CallRecordList": list(&[&id])}),
            ));
            assert_eq!(paging.next, Some(next));
        }
        paging.take(answer(
            json!({"Page": 1, "CallRecordList": list(&["last"])}),
        ));
        assert_eq!(paging.next, None);
    }

    #[test]
    fn repeated_records_are_dropped_and_a_page_of_nothing_new_ends() {
        let mut paging = paging(2);
        let page = |ids: &[&str]| answer(json!({"Page": 1, "CallRecordList": list(ids)}));
        assert_eq!(paging.take(page(&["a", "b"])).len(), 2);
        let taken = paging.take(page(&["b", "c"]));
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].call_id(), "c");
        assert_eq!(paging.next, Some(3));
        assert!(paging.take(page(&["a", "c"])).is_empty());
        assert_eq!(paging.next, None);
    }

    #[test]
    fn filters_are_applied_again_and_numbers_are_left_to_the_service() {
        let query = GetRecordByFilterRequest::new()
            .call_result(CallResultFilter::NormalEnd)
            .call_type("SingleCall")
            .number_per_page(9);
        let mut paging = Paging::new(query);
        let record = |id: &str, result: Value, kind: Value| json!({"CallId": id, "CallResult": result, "CallType": kind});
        let single = || json!("SingleCall");
        let taken = paging.take(answer(json!({"CallRecordList": [
            record("right", json!("NormalEnd"), single()),
            record("spelt", json!("normal_end"), json!("singlecall")),
            record("number", json!(4), single()),
            record("refused", json!("Reject"), single()),
            record("new", json!("Vanished"), single()),
            record("group", json!("NormalEnd"), json!("MultiCall")),
            record("silent", json!(null), single()),
        ]})));
        let ids: Vec<&str> = taken.iter().map(CallRecord::call_id).collect();
        assert_eq!(ids, ["right", "spelt", "number"]);
    }
}
