//! Where webhooks go.

use call_engine_types::operations;
use call_engine_types::types::{GetCallbackResponse, SetCallbackRequest, WebhookCommand};

use crate::answer::Answer;
use crate::calls::refused;
use crate::client::Client;
use crate::error::Error;

impl Client {
    /// Where webhooks go, and which; `None` when nothing is configured (100301, or an answer that names nothing).
    ///
    /// # Errors
    ///
    /// As any command.
    ///
    /// Source: 647/68937.
    pub async fn webhook_configuration(
        &self,
    ) -> Result<Option<Answer<GetCallbackResponse>>, Error> {
        match self.get_callback().await {
            Ok(found) => {
                let names_nothing =
                    found.url().is_empty() && found.callback_command_list().is_empty();
                Ok((!names_nothing).then_some(found))
            }
            Err(error) if error.is_webhook_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sends webhooks there, and only the given ones. An application has one configuration: this replaces address and
    /// list of the one before.
    ///
    /// ```no_run
    /// use call_engine::types::WebhookCommand;
    ///
    /// # async fn set(client: call_engine::Client) -> Result<(), call_engine::Error> {
    /// let all = WebhookCommand::KNOWN.iter().cloned();
    /// client.set_webhook("https://example.com/calls?token=secret", all).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// An address that is neither http nor https, and an empty list (the service's view of one is undocumented; stop all
    /// webhooks with [`delete_webhook`](Self::delete_webhook)), are refused before anything is sent. Otherwise as any
    /// command; it may be repeated.
    ///
    /// Source: 647/68938, 647/68933.
    pub async fn set_webhook(
        &self,
        url: impl Into<String>,
        webhooks: impl IntoIterator<Item = impl Into<WebhookCommand>>,
    ) -> Result<(), Error> {
        let request = SetCallbackRequest::new(url, webhooks);
        let scheme = request.url.split_once("://").map(|(scheme, _)| scheme);
        let broken = |field, rule| Err(refused(&operations::SET_CALLBACK, field, rule));
        if !scheme
            .is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"))
        {
            return broken("Url", "must start with https:// or http://");
        }
        if request.callback_command_list.is_empty() {
            return broken("CallbackCommandList", "must not be empty");
        }
        self.set_callback(request).await.map(|_| ())
    }

    /// Stops all webhooks. `true`: there was a configuration, as far as the service says; `false`: there was none
    /// (100301). What the service answers when there is none is undocumented (C-16), so both are fine.
    ///
    /// # Errors
    ///
    /// As any command; it may be repeated.
    ///
    /// Source: 647/68939.
    pub async fn delete_webhook(&self) -> Result<bool, Error> {
        match self.delete_callback().await {
            Ok(_) => Ok(true),
            Err(error) if error.is_webhook_not_found() => Ok(false),
            Err(error) => Err(error),
        }
    }
}
