// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

/// A site: one of the places the API runs at. An SDKAppID belongs to one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Site {
    /// China. Named by every command page; the host is configuration, because the pages list two to six
    /// hosts (C-15).
    ///
    /// Source: 647/68926, 1047/34620.
    China,
    /// Singapore. Named by every command page.
    ///
    /// Source: 647/68926, 1047/34620.
    Singapore,
    /// Seoul. Named by every command page, but not by the introduction (C-15).
    ///
    /// Source: 647/68932, 1047/34620.
    Seoul,
    /// Frankfurt. Named by the call and record commands; that it serves the webhook configuration too is
    /// inferred (C-15).
    ///
    /// Source: 647/68932, 1047/34620.
    Frankfurt,
    /// Silicon Valley. Named by the call and record commands; that it serves the webhook configuration too
    /// is inferred (C-15).
    ///
    /// Source: 647/68932, 1047/34620.
    SiliconValley,
    /// Jakarta. Named by the call and record commands; that it serves the webhook configuration too is
    /// inferred (C-15).
    ///
    /// Source: 647/68932, 1047/34620.
    Jakarta,
    /// Tokyo. Named by Chat pages only, so its use for Call is inferred; the backup address is third-party
    /// knowledge.
    ///
    /// Source: 1047: newer REST pages, TP-5.
    Tokyo,
    /// Mumbai. Named by older Chat pages only and dropped by newer ones, so its use for Call is inferred.
    ///
    /// Source: 1047/34620.
    Mumbai,
    /// Saudi Arabia. Both addresses are third-party knowledge, and their use for Call is inferred.
    ///
    /// Source: TP-5.
    Ksa,
}

impl Site {
    /// Every site, in the order of the contract.
    pub const ALL: &'static [Self] = &[
        Self::China,
        Self::Singapore,
        Self::Seoul,
        Self::Frankfurt,
        Self::SiliconValley,
        Self::Jakarta,
        Self::Tokyo,
        Self::Mumbai,
        Self::Ksa,
    ];

    /// The name of the site, such as `singapore`.
    pub fn name(self) -> &'static str {
        match self {
            Self::China => "china",
            Self::Singapore => "singapore",
            Self::Seoul => "seoul",
            Self::Frankfurt => "frankfurt",
            Self::SiliconValley => "silicon_valley",
            Self::Jakarta => "jakarta",
            Self::Tokyo => "tokyo",
            Self::Mumbai => "mumbai",
            Self::Ksa => "ksa",
        }
    }

    /// The address of the site.
    pub fn url(self) -> &'static str {
        match self {
            Self::China => "https://console.tim.qq.com",
            Self::Singapore => "https://adminapisgp.im.qcloud.com",
            Self::Seoul => "https://adminapikr.im.qcloud.com",
            Self::Frankfurt => "https://adminapiger.im.qcloud.com",
            Self::SiliconValley => "https://adminapiusa.im.qcloud.com",
            Self::Jakarta => "https://adminapiidn.im.qcloud.com",
            Self::Tokyo => "https://adminapijpn.im.qcloud.com",
            Self::Mumbai => "https://adminapiind.im.qcloud.com",
            Self::Ksa => "https://adminapiksa.im.qcloud.com",
        }
    }

    /// The address to use when the first one fails.
    pub fn backup_url(self) -> Option<&'static str> {
        match self {
            Self::China => Some("https://adminapi.my-imcloud.com"),
            Self::Singapore => Some("https://adminapisgp.my-imcloud.com"),
            Self::Seoul => Some("https://adminapikr.my-imcloud.com"),
            Self::Frankfurt => Some("https://adminapiger.my-imcloud.com"),
            Self::SiliconValley => Some("https://adminapiusa.my-imcloud.com"),
            Self::Jakarta => Some("https://adminapiidn.my-imcloud.com"),
            Self::Tokyo => Some("https://adminapijpn.my-imcloud.com"),
            Self::Mumbai => Some("https://adminapiind.my-imcloud.com"),
            Self::Ksa => Some("https://adminapiksa.my-imcloud.com"),
        }
    }
}
