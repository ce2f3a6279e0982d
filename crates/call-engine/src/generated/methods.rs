// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

use call_engine_types::{operations, types};

/// One method per command of the contract.
impl crate::Client {
    /// Call users in the name of a robot.
    ///
    /// Starts a call and rings the callees as for a call by a person; the robot account is the caller and
    /// needs no logged-in device. There is no idempotency key and the `CallId` is only in the answer, so a
    /// repeated request may ring twice. Who answered is learned from webhooks or `get_call_info`; one
    /// callee gives a single call, several give a multi-person call (inferred). Its page lists 101004
    /// although it creates a call (C-18).
    ///
    /// **Repeating it rings people again**: after an error whose outcome is unknown, look for the call
    /// first. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `101001`, `101002`,
    /// `101004` for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_engine_http_srv/start_call_by_robot`. Source: 647/74505, 647/71845, zh 647/121428, zh
    /// 647/121327.
    pub async fn start_call_by_robot(
        &self,
        request: impl Into<types::StartCallByRobotRequest>,
    ) -> Result<crate::Answer<types::StartCallByRobotResponse>, crate::Error> {
        let request = request.into();
        Self::check(&operations::START_CALL_BY_ROBOT, &request)?;
        let exchange = self.exchange::<types::StartCallByRobotResponse>(&operations::START_CALL_BY_ROBOT);
        let result = exchange.start_call_by_robot(&request).await;
        Self::finish(&operations::START_CALL_BY_ROBOT, exchange, result)
    }

    /// Look at a running call.
    ///
    /// Gives the call and the state of its members. A call that has ended is answered with 101004 and not
    /// with a final state; the record commands tell how it ended. Whether the robot is listed among the
    /// members is undocumented.
    ///
    /// It changes nothing, so it may be repeated. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `101001`, `101002`,
    /// `101004` for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_engine_http_srv/get_call_info`. Source: 647/68932, zh 647/116414.
    pub async fn get_call_info(
        &self,
        request: impl Into<types::GetCallInfoRequest>,
    ) -> Result<crate::Answer<types::GetCallInfoResponse>, crate::Error> {
        let request = request.into();
        Self::check(&operations::GET_CALL_INFO, &request)?;
        let exchange = self.exchange::<types::GetCallInfoResponse>(&operations::GET_CALL_INFO);
        let result = exchange.get_call_info(&request).await;
        Self::finish(&operations::GET_CALL_INFO, exchange, result)
    }

    /// End a call for everybody.
    ///
    /// Ends a running call for all its members. After an earlier attempt with unknown outcome, 101004 means
    /// that the goal is reached (inferred). Which result the record carries is undocumented: `NormalEnd`
    /// for an answered call and `Cancel` for an unanswered one are the nearest (inferred).
    ///
    /// Repeating it changes nothing more. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `101001`, `101002`,
    /// `101004` for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_engine_http_srv/end_call`. Source: 647/74506.
    pub async fn end_call(
        &self,
        request: impl Into<types::EndCallRequest>,
    ) -> Result<crate::Answer<()>, crate::Error> {
        let request = request.into();
        Self::check(&operations::END_CALL, &request)?;
        let exchange = self.exchange::<crate::received::Nothing>(&operations::END_CALL);
        let result = exchange.end_call(&request).await;
        Self::finish_empty(&operations::END_CALL, exchange, result)
    }

    /// Read the record of one call.
    ///
    /// Gives the record of one finished call of the last seven days. A record appears about five seconds
    /// after the end of its call, so 101050 right after the end can be premature. The page does not list
    /// 101002, but expect it (C-13).
    ///
    /// It changes nothing, so it may be repeated. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `101001`, `101050`
    /// for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_record_http_srv/get_record_by_callid`. Source: 647/68930, zh 647/116412, 647/68940.
    pub async fn get_record_by_callid(
        &self,
        request: impl Into<types::GetRecordByCallidRequest>,
    ) -> Result<crate::Answer<types::GetRecordByCallidResponse>, crate::Error> {
        let request = request.into();
        Self::check(&operations::GET_RECORD_BY_CALLID, &request)?;
        let exchange = self.exchange::<types::GetRecordByCallidResponse>(&operations::GET_RECORD_BY_CALLID);
        let result = exchange.get_record_by_callid(&request).await;
        Self::finish(&operations::GET_RECORD_BY_CALLID, exchange, result)
    }

    /// List records of finished calls.
    ///
    /// Lists records of the last seven days, page by page; `{}` asks for the first ten. Order, and what
    /// happens to records that appear while paging, are undocumented: fix `EndTime` for the whole run and
    /// drop repeated `CallId`s (inferred). Take 101050 and an empty list alike as nothing found (inferred),
    /// and expect 101002 although the page does not list it (C-13).
    ///
    /// It changes nothing, so it may be repeated. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `101001`, `101050`
    /// for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_record_http_srv/get_record_by_filter`. Source: 647/68931.
    pub async fn get_record_by_filter(
        &self,
        request: impl Into<types::GetRecordByFilterRequest>,
    ) -> Result<crate::Answer<types::GetRecordByFilterResponse>, crate::Error> {
        let request = request.into();
        Self::check(&operations::GET_RECORD_BY_FILTER, &request)?;
        let exchange = self.exchange::<types::GetRecordByFilterResponse>(&operations::GET_RECORD_BY_FILTER);
        let result = exchange.get_record_by_filter(&request).await;
        Self::finish(&operations::GET_RECORD_BY_FILTER, exchange, result)
    }

    /// Choose where webhooks go.
    ///
    /// Creates or replaces the webhook configuration of the application. There is one per SDKAppID: the
    /// latest request replaces address and list together. The page prints the path of another command by
    /// mistake (C-14).
    ///
    /// Repeating it changes nothing more. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `100001`, `100002`
    /// for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_config/set_callback`. Source: 647/68938, 647/68933.
    pub async fn set_callback(
        &self,
        request: impl Into<types::SetCallbackRequest>,
    ) -> Result<crate::Answer<()>, crate::Error> {
        let request = request.into();
        Self::check(&operations::SET_CALLBACK, &request)?;
        let exchange = self.exchange::<crate::received::Nothing>(&operations::SET_CALLBACK);
        let result = exchange.set_callback(&request).await;
        Self::finish_empty(&operations::SET_CALLBACK, exchange, result)
    }

    /// Read the webhook configuration.
    ///
    /// Gives the configured address and the wanted webhooks, or 100301 when there is no configuration. The
    /// page prints the path of another command by mistake (C-14).
    ///
    /// It changes nothing, so it may be repeated. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `100001`, `100002`,
    /// `100301` for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_config/get_callback`. Source: 647/68937.
    pub async fn get_callback(
        &self,
    ) -> Result<crate::Answer<types::GetCallbackResponse>, crate::Error> {
        let request = types::GetCallbackRequest::new();
        Self::check(&operations::GET_CALLBACK, &request)?;
        let exchange = self.exchange::<types::GetCallbackResponse>(&operations::GET_CALLBACK);
        let result = exchange.get_callback(&request).await;
        Self::finish(&operations::GET_CALLBACK, exchange, result)
    }

    /// Stop all webhooks.
    ///
    /// Deletes the webhook configuration of the application. What the deletion of an absent configuration
    /// answers is undocumented; accept success and 100301 alike (C-16).
    ///
    /// Repeating it changes nothing more. At most 200 requests per second.
    ///
    /// # Errors
    ///
    /// A request that breaks a rule is refused before it is sent. The service answers `100001`, `100002`
    /// for this command, and gateway and account codes as for every command.
    ///
    /// `POST /v4/call_config/delete_callback`. Source: 647/68939.
    pub async fn delete_callback(&self) -> Result<crate::Answer<()>, crate::Error> {
        let request = types::DeleteCallbackRequest::new();
        Self::check(&operations::DELETE_CALLBACK, &request)?;
        let exchange = self.exchange::<crate::received::Nothing>(&operations::DELETE_CALLBACK);
        let result = exchange.delete_callback(&request).await;
        Self::finish_empty(&operations::DELETE_CALLBACK, exchange, result)
    }
}

/// Sends any command of the contract with a JSON body, through its types.
pub(crate) async fn dispatch(
    client: &crate::Client,
    operation: &crate::Operation,
    body: ::serde_json::Value,
) -> Result<crate::Answer<::serde_json::Value>, crate::Error> {
    match operation.id() {
        "start_call_by_robot" => {
            let request: types::StartCallByRobotRequest = crate::Client::read(&operations::START_CALL_BY_ROBOT, &body)?;
            let answer = client.start_call_by_robot(request).await?;
            crate::Client::write(&operations::START_CALL_BY_ROBOT, answer)
        }
        "get_call_info" => {
            let request: types::GetCallInfoRequest = crate::Client::read(&operations::GET_CALL_INFO, &body)?;
            let answer = client.get_call_info(request).await?;
            crate::Client::write(&operations::GET_CALL_INFO, answer)
        }
        "end_call" => {
            let request: types::EndCallRequest = crate::Client::read(&operations::END_CALL, &body)?;
            let answer = client.end_call(request).await?;
            crate::Client::write(&operations::END_CALL, answer)
        }
        "get_record_by_callid" => {
            let request: types::GetRecordByCallidRequest = crate::Client::read(&operations::GET_RECORD_BY_CALLID, &body)?;
            let answer = client.get_record_by_callid(request).await?;
            crate::Client::write(&operations::GET_RECORD_BY_CALLID, answer)
        }
        "get_record_by_filter" => {
            let request: types::GetRecordByFilterRequest = crate::Client::read(&operations::GET_RECORD_BY_FILTER, &body)?;
            let answer = client.get_record_by_filter(request).await?;
            crate::Client::write(&operations::GET_RECORD_BY_FILTER, answer)
        }
        "set_callback" => {
            let request: types::SetCallbackRequest = crate::Client::read(&operations::SET_CALLBACK, &body)?;
            let answer = client.set_callback(request).await?;
            crate::Client::write(&operations::SET_CALLBACK, answer)
        }
        "get_callback" => {
            let request: types::GetCallbackRequest = crate::Client::read(&operations::GET_CALLBACK, &body)?;
            crate::Client::check(&operations::GET_CALLBACK, &request)?;
            let exchange = client.exchange::<types::GetCallbackResponse>(&operations::GET_CALLBACK);
            let result = exchange.get_callback(&request).await;
            let answer: crate::Answer<types::GetCallbackResponse> = crate::Client::finish(&operations::GET_CALLBACK, exchange, result)?;
            crate::Client::write(&operations::GET_CALLBACK, answer)
        }
        "delete_callback" => {
            let request: types::DeleteCallbackRequest = crate::Client::read(&operations::DELETE_CALLBACK, &body)?;
            crate::Client::check(&operations::DELETE_CALLBACK, &request)?;
            let exchange = client.exchange::<crate::received::Nothing>(&operations::DELETE_CALLBACK);
            let result = exchange.delete_callback(&request).await;
            let answer: crate::Answer<()> = crate::Client::finish_empty(&operations::DELETE_CALLBACK, exchange, result)?;
            crate::Client::write(&operations::DELETE_CALLBACK, answer)
        }
        _ => client.raw(operation.path(), &body).await,
    }
}
