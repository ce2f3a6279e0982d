// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

mod delete_callback;
mod end_call;
mod events;
mod get_call_info;
mod get_callback;
mod get_record_by_callid;
mod get_record_by_filter;
mod offline_push;
mod offline_push_android;
mod offline_push_apns;
mod set_callback;
mod shared;
mod start_call_by_robot;

#[allow(unused_imports)]
pub use delete_callback::*;
#[allow(unused_imports)]
pub use end_call::*;
#[allow(unused_imports)]
pub use events::*;
#[allow(unused_imports)]
pub use get_call_info::*;
#[allow(unused_imports)]
pub use get_callback::*;
#[allow(unused_imports)]
pub use get_record_by_callid::*;
#[allow(unused_imports)]
pub use get_record_by_filter::*;
#[allow(unused_imports)]
pub use offline_push::*;
#[allow(unused_imports)]
pub use offline_push_android::*;
#[allow(unused_imports)]
pub use offline_push_apns::*;
#[allow(unused_imports)]
pub use set_callback::*;
#[allow(unused_imports)]
pub use shared::*;
#[allow(unused_imports)]
pub use start_call_by_robot::*;
