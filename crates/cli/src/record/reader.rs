//! All records of a span, page after page, each once.
//!
//! Nothing is documented about records that appear, or leave, while pages are read. So the end of the span is fixed; a long
//! span is read in slices; and a slice whose number of records changed meanwhile is read again, without what came before.

use std::mem;

use call_engine::types::{CallRecord, GetRecordByFilterRequest};
use call_engine::{Client, Error, operations};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::slices::{MOST, Seen, Slice, Slices};
use super::wanted::{FLAGS, Wanted};
use crate::connection::{Connection, write};
use crate::exit::Failure;
use crate::output::Output;
use crate::span;

/// Records per page when nothing is said. The greatest number is undocumented.
const PER_PAGE: i64 = 100;
/// How often a slice that changes is read.
const PASSES: u32 = 5;

/// A record, exactly as it came.
#[derive(Debug)]
pub struct Record {
    pub text: Box<RawValue>,
    pub value: Value,
    /// When its call started, if it says.
    pub started: Option<i64>,
}

/// What a step gave.
#[derive(Debug)]
pub enum Step {
    /// Records of a slice, oldest first.
    Records(Vec<Record>),
    /// A slice is complete: from here on it can be gone on.
    SliceDone,
}

/// Where reading stands.
#[derive(Debug, Clone, serde::Serialize, Deserialize)]
pub struct Place {
    slices: Slices,
    seen: Seen,
    /// Records that were counted by the service and never came.
    pub missing: i64,
}

pub struct Reader {
    client: Client,
    wanted: Wanted,
    per_page: i64,
    place: Place,
    pass: Pass,
    passes: u32,
    /// What came of the slice.
    held: Vec<Record>,
}

/// One run through the pages of a slice.
#[derive(Default)]
struct Pass {
    page: i64,
    came: i64,
    total: Option<i64>,
    changed: bool,
}

/// The payload of an answer.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Payload {
    total_num: Option<Value>,
    page: Option<Value>,
    call_record_list: Option<Vec<Box<RawValue>>>,
}

impl Place {
    /// The beginning of a span; what is left open is the last seven days.
    pub fn beginning(wanted: &Wanted) -> Result<Self, Failure> {
        let last = wanted.until.unwrap_or_else(span::now);
        let first = wanted.since.unwrap_or(last.saturating_sub(span::WEEK));
        if first > last {
            return Err(Failure::local(format!(
                "the span ends before it starts: --since is {}, --until is {}",
                span::utc(first),
                span::utc(last)
            )));
        }
        Ok(Self {
            slices: Slices::of(Slice { first, last }),
            seen: Seen::default(),
            missing: 0,
        })
    }

    /// From when to when.
    pub fn span(&self) -> Slice {
        self.slices.whole()
    }
}

impl Reader {
    /// Begins, or goes on, at a place; gives nothing when the request is only shown (`--dry-run`).
    pub fn open(
        connection: &Connection,
        wanted: Wanted,
        per_page: Option<i64>,
        place: Place,
        output: &mut Output,
    ) -> Result<Option<Self>, Failure> {
        let per_page = per_page.unwrap_or(PER_PAGE);
        let slice = place.slices.next();
        let (first, last) = slice.map_or((0, 0), |slice| place.slices.range(slice));
        let request = request(&wanted, (first, last), per_page).page(1);
        let operation = &operations::GET_RECORD_BY_FILTER;
        if connection.preview(operation, &write(&request)?, FLAGS, output)? {
            return Ok(None);
        }
        Ok(Some(Self {
            client: connection.client()?,
            wanted,
            per_page,
            place,
            pass: Pass::default(),
            passes: 1,
            held: Vec::new(),
        }))
    }

    /// Where reading stands after a slice.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How many records the service counts in the whole span.
    pub async fn total(&self) -> Result<Option<i64>, Failure> {
        let Slice { first, last } = self.place.span();
        let request = request(&self.wanted, (first, last), 1).page(1);
        let page = self.ask(&request).await?;
        Ok(number(page.total_num.as_ref()))
    }

    /// Reads on; `None` when everything was read.
    pub async fn step(&mut self) -> Result<Option<Step>, Failure> {
        while let Some(slice) = self.place.slices.next() {
            // A slice that cannot be cut may be longer than what is to be held.
            if self.held.len()
                > usize::try_from(self.most().saturating_mul(5)).unwrap_or(usize::MAX)
            {
                return Ok(Some(self.give()));
            }
            if self.pass.page < 0 {
                if !self.held.is_empty() {
                    return Ok(Some(self.give()));
                }
                self.finish(slice);
                return Ok(Some(Step::SliceDone));
            }
            self.page(slice).await?;
        }
        Ok(None)
    }

    /// Reads a page of a slice.
    async fn page(&mut self, slice: Slice) -> Result<(), Failure> {
        let asked = self.pass.page + 1;
        let range = self.place.slices.range(slice);
        let page = self
            .ask(&request(&self.wanted, range, self.per_page).page(asked))
            .await?;
        let total = number(page.total_num.as_ref());
        let most = self.most();
        if asked == 1
            && self.passes == 1
            && total.is_some_and(|total| self.place.slices.cut(total, most))
        {
            return Ok(());
        }
        let list = page.call_record_list.unwrap_or_default();
        let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
        let pass = &mut self.pass;
        pass.changed |= pass.total.is_some() && total.is_some() && pass.total != total;
        pass.total = total.or(pass.total);
        pass.came += count;
        let new = self.take(list);
        let goes_on = number(page.page.as_ref()).is_some_and(|page| page > 0)
            && count > 0
            && match self.pass.total {
                Some(total) => self.pass.came < total,
                // A short page is the last one, and a service that repeats itself must not keep us for ever.
                None => count >= self.per_page && new,
            };
        if goes_on {
            self.pass.page = asked;
        } else if self.pass.changed && self.passes < PASSES {
            self.passes += 1;
            self.pass = Pass::default();
        } else {
            self.pass.page = -1;
        }
        Ok(())
    }

    /// Holds the records that are new and wanted; says whether any was new.
    fn take(&mut self, list: Vec<Box<RawValue>>) -> bool {
        let mut any = false;
        for text in list {
            let value: Value = serde_json::from_str(text.get()).unwrap_or_default();
            let time = |name| number(value.get(name)).filter(|at| *at > 0);
            let started = time("StartTime");
            // One without any time may always come again.
            let latest = ["StartTime", "AcceptTime", "EndTime"].map(time);
            let latest = latest.into_iter().flatten().max().unwrap_or(i64::MAX);
            let call_id = value.get("CallId").and_then(Value::as_str);
            if !self.place.seen.is_new(call_id.unwrap_or_default(), latest) {
                continue;
            }
            any = true;
            let wanted = !self.wanted.filters()
                || CallRecord::deserialize(&value)
                    .is_ok_and(|record| self.wanted.includes(&record));
            if wanted {
                self.held.push(Record {
                    text,
                    value,
                    started,
                });
            }
        }
        any
    }

    fn give(&mut self) -> Step {
        let mut records = mem::take(&mut self.held);
        // The order of the service is undocumented; within a slice it is ours.
        records.sort_by_key(|record| record.started.unwrap_or(i64::MAX));
        Step::Records(records)
    }

    fn finish(&mut self, slice: Slice) {
        let pass = mem::take(&mut self.pass);
        let missing = pass.total.unwrap_or(0).saturating_sub(pass.came).max(0);
        self.place.missing = self.place.missing.saturating_add(missing);
        self.passes = 1;
        self.place.slices.done();
        self.place.seen.forget_before(slice.last);
    }

    fn most(&self) -> i64 {
        MOST.max(self.per_page.saturating_mul(2))
    }

    async fn ask(&self, request: &GetRecordByFilterRequest) -> Result<Payload, Failure> {
        let operation = &operations::GET_RECORD_BY_FILTER;
        let none = Payload {
            total_num: Some(Value::from(0)),
            page: None,
            call_record_list: None,
        };
        let text = match self.client.verbatim(operation, &write(request)?).await {
            Ok(answer) => answer.into_inner(),
            // The code and an empty list mean the same.
            Err(error) if is_empty(&error) => return Ok(none),
            Err(error) => return Err(error.into()),
        };
        serde_json::from_str(text.get())
            .map_err(|error| Failure::Late(format!("the page of records cannot be read: {error}")))
    }
}

fn request(wanted: &Wanted, range: (i64, i64), per_page: i64) -> GetRecordByFilterRequest {
    wanted
        .request()
        .start_time(range.0)
        .end_time(range.1)
        .number_per_page(per_page)
}

fn is_empty(error: &Error) -> bool {
    error.is_record_not_found()
}

fn number(value: Option<&Value>) -> Option<i64> {
    let value = value?;
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}
