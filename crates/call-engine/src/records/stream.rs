//! The records as a stream.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use call_engine_types::operations;
use call_engine_types::types::{
    CallRecord, CallResultFilter, CallType, GetRecordByFilterRequest, GetRecordByFilterResponse,
};
use futures_core::Stream;
use serde_json::Value;

use super::paging::Paging;
use super::time_range::TimeRange;
use crate::answer::Answer;
use crate::calls::refused;
use crate::client::Client;
use crate::error::Error;

/// Records per page when nothing is said. The greatest number is undocumented, and the service's own default is 10.
const PER_PAGE: i64 = 50;

type Answered = Result<Answer<GetRecordByFilterResponse>, Error>;
type Request = Pin<Box<dyn Future<Output = Answered> + Send>>;

/// The records of a range of time; made by [`Client::records`].
///
/// A [`Stream`] of records for those who have `StreamExt`; [`next`](Self::next), [`next_page`](Self::next_page) and
/// [`all`](Self::all) for everybody. One page is read at a time, and only when it is needed.
///
/// * The end of the range is the same for every page, and a record that comes twice (by CallId) is given once.
/// * It ends at the first of: `Page` is 0 or absent; an empty page; `TotalNum` records were read, or (without a
///   `TotalNum`) a page shorter than asked; a page with nothing new; 101050, which is no error here.
/// * The service may not heed the filters (C-9), so they are applied again. A record whose `CallResult` is a number
///   passes: no document says what the numbers mean (C-10).
/// * The order is undocumented.
///
/// # Errors
///
/// A page that cannot be read gives the error once. Asking on asks for the same page again, so nothing is lost or
/// given twice; a loop must therefore end at an error that does not pass.
///
/// Source: 647/68931.
#[must_use = "nothing is read before it is asked for"]
pub struct Records {
    client: Client,
    paging: Paging,
    ready: VecDeque<CallRecord>,
    running: Option<Request>,
}

impl Client {
    /// The records of finished calls in a range of the last 7 days.
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use call_engine::{Client, TimeRange};
    ///
    /// # async fn read(client: Client) -> Result<(), call_engine::Error> {
    /// let mut records = client.records(TimeRange::last(Duration::from_secs(3600)));
    /// while let Some(record) = records.next().await {
    ///     let record = record?;
    ///     println!("{} {:?}", record.call_id(), record.call_result);
    /// }
    /// # Ok(()) }
    /// ```
    #[inline]
    pub fn records(&self, range: TimeRange) -> Records {
        let query = GetRecordByFilterRequest::new()
            .start_time(range.start())
            .end_time(range.end())
            .number_per_page(PER_PAGE);
        Records {
            client: self.clone(),
            paging: Paging::new(query),
            ready: VecDeque::new(),
            running: None,
        }
    }
}

/// What is asked for. Asking for something else begins anew.
impl Records {
    /// Only calls that ended like this.
    pub fn result(self, result: impl Into<CallResultFilter>) -> Self {
        self.ask(|query| query.call_result = Some(result.into()))
    }

    /// Only calls between two, or only groups.
    pub fn call_type(self, kind: impl Into<CallType>) -> Self {
        self.ask(|query| query.call_type = Some(kind.into()))
    }

    /// Records per page, at least 1; 50 unless told otherwise. The service's maximum is undocumented.
    pub fn per_page(self, count: u32) -> Self {
        self.ask(|query| query.number_per_page = Some(count.into()))
    }

    /// Adds a field the contract does not know to every request.
    pub fn with_extra(self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.ask(|query| {
            query.extra.insert(name.into(), value.into());
        })
    }

    #[inline]
    fn ask(mut self, change: impl FnOnce(&mut GetRecordByFilterRequest)) -> Self {
        self.paging.ask(change);
        self.ready.clear();
        self.running = None;
        self
    }
}

/// Reading them.
impl Records {
    /// The next record; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<CallRecord, Error>> {
        poll_fn(|context| self.poll_record(context)).await
    }

    /// The rest of the current page, or the next one that has wanted records; `None` after the last.
    ///
    /// # Errors
    ///
    /// As the stream: the same page is asked for again by the next call.
    pub async fn next_page(&mut self) -> Result<Option<Vec<CallRecord>>, Error> {
        poll_fn(|context| self.poll_page(context)).await?;
        Ok((!self.ready.is_empty()).then(|| self.ready.drain(..).collect()))
    }

    /// All that are left. At 50 a page, a thousand records are twenty requests.
    ///
    /// # Errors
    ///
    /// The first page that cannot be read.
    pub async fn all(mut self) -> Result<Vec<CallRecord>, Error> {
        let mut all = Vec::new();
        while let Some(page) = self.next_page().await? {
            all.extend(page);
        }
        Ok(all)
    }

    /// How many records the service counts (`TotalNum`); `None` before the first page, and when it does not say. It may
    /// count what the filters here leave out (C-9).
    pub fn total(&self) -> Option<i64> {
        self.paging.total()
    }

    #[inline]
    fn poll_record(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<CallRecord, Error>>> {
        match ready!(self.poll_page(context)) {
            Ok(()) => Poll::Ready(self.ready.pop_front().map(Ok)),
            Err(error) => Poll::Ready(Some(Err(error))),
        }
    }

    /// Reads until a record is there, or all were read.
    #[inline]
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        while self.ready.is_empty() {
            if self.running.is_none() {
                let Some(request) = self.paging.request() else {
                    break;
                };
                if request.start_time > request.end_time {
                    let rule = "the range of time ends before it starts";
                    let error = refused(&operations::GET_RECORD_BY_FILTER, "StartTime", rule);
                    return Poll::Ready(Err(error));
                }
                let client = self.client.clone();
                self.running = Some(Box::pin(async move {
                    client.get_record_by_filter(request).await
                }));
            }
            let Some(running) = &mut self.running else {
                break;
            };
            let answered = ready!(running.as_mut().poll(context));
            self.running = None;
            match answered {
                Ok(answer) => self.ready.extend(self.paging.take(answer.into_inner())),
                Err(error) if error.is_record_not_found() => self.paging.end(),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl Stream for Records {
    type Item = Result<CallRecord, Error>;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_record(context)
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("query", &self.paging.query)
            .field("total", &self.paging.total())
            .finish_non_exhaustive()
    }
}
