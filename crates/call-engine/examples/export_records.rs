//! Reads all records of the last seven days.
//!
//! With `call-engine emulator` running and its three variables set: `cargo run -p call-engine --example page_records`.

use std::collections::HashSet;
use std::time::{SystemTime, UNIX_EPOCH};

use call_engine::types::{CallRecord, GetRecordByFilterRequest};
use call_engine::{Client, Error};

// docs: page
async fn all(client: &Client, until: i64) -> Result<Vec<CallRecord>, Error> {
    const PER_PAGE: i64 = 50;
    let mut records = Vec::new();
    let mut seen = HashSet::new();
    for page in 1.. {
        // The same end for every page: records that appear meanwhile move nothing.
        let request = GetRecordByFilterRequest::new()
            .end_time(until)
            .number_per_page(PER_PAGE)
            .page(page);
        let found = match client.get_record_by_filter(request).await {
            Err(error) if error.is_record_not_found() => break,
            found => found?.into_inner(),
        };
        let on_page = found.call_record_list.unwrap_or_default();
        let last = count(&on_page) < PER_PAGE || found.page.unwrap_or(0) == 0;
        records.extend(
            on_page
                .into_iter()
                .filter(|record| seen.insert(record.call_id().to_owned())),
        );
        if last
            || found
                .total_num
                .is_some_and(|total| count(&records) >= total)
        {
            break;
        }
    }
    Ok(records)
}

fn count(records: &[CallRecord]) -> i64 {
    i64::try_from(records.len()).unwrap_or(i64::MAX)
}
// docs: end

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .base_url(std::env::var("CALL_ENGINE_ENDPOINT")?)
        .sdk_app_id(std::env::var("CALL_ENGINE_SDK_APP_ID")?.parse()?)
        .secret_key(&std::env::var("CALL_ENGINE_SECRET_KEY")?)
        .build()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    for record in all(&client, i64::try_from(now)?).await? {
        println!("{} {:?}", record.call_id(), record.call_result);
    }
    Ok(())
}
