package org.doorstep.firmware.render;

import java.net.URI;

/// What Chromium may do on a kiosk, as it reads it from `/etc/chromium/policies/managed`: show the
/// kiosk's own page, and nothing else. The names are those of Chromium's list of policies
/// (chromeenterprise.google/policies); one that a version does not know it passes over, so what
/// matters most stands twice, by its own policy and by the list of addresses.
public final class ChromiumPolicy {
    private ChromiumPolicy() {}

    /// `page` is where the kiosk serves, on the loopback. A new tab, a home page and a start lead
    /// there too.
    public static String of(URI page) {
        return """
                {
                  "URLBlocklist": ["*"],
                  "URLAllowlist": ["%1$s"],
                  "HomepageIsNewTabPage": false,
                  "HomepageLocation": "%1$s",
                  "NewTabPageLocation": "%1$s",
                  "RestoreOnStartup": 4,
                  "RestoreOnStartupURLs": ["%1$s"],
                  "AllowFileSelectionDialogs": false,
                  "DownloadRestrictions": 3,
                  "PrintingEnabled": false,
                  "DeveloperToolsAvailability": 2,
                  "IncognitoModeAvailability": 1,
                  "BrowserAddPersonEnabled": false,
                  "BrowserGuestModeEnabled": false,
                  "BrowserSignin": 0,
                  "SyncDisabled": true,
                  "ExtensionInstallBlocklist": ["*"],
                  "TaskManagerEndProcessEnabled": false,
                  "BookmarkBarEnabled": false,
                  "EditBookmarksEnabled": false,
                  "DefaultPopupsSetting": 2,
                  "DefaultNotificationsSetting": 2,
                  "DefaultGeolocationSetting": 2,
                  "DefaultWebUsbGuardSetting": 2,
                  "DefaultSerialGuardSetting": 2,
                  "DefaultFileSystemReadGuardSetting": 2,
                  "AudioCaptureAllowed": false,
                  "VideoCaptureAllowed": false,
                  "ScreenCaptureAllowed": false,
                  "AutoplayAllowed": true,
                  "PasswordManagerEnabled": false,
                  "AutofillAddressEnabled": false,
                  "AutofillCreditCardEnabled": false,
                  "SavingBrowserHistoryDisabled": true,
                  "TranslateEnabled": false,
                  "SpellcheckEnabled": false,
                  "SearchSuggestEnabled": false,
                  "NetworkPredictionOptions": 2,
                  "MetricsReportingEnabled": false,
                  "SafeBrowsingProtectionLevel": 0,
                  "ComponentUpdatesEnabled": false,
                  "DefaultBrowserSettingEnabled": false,
                  "PromotionsEnabled": false,
                  "AllowDinosaurEasterEgg": false,
                  "BackgroundModeEnabled": false
                }
                """.formatted(withoutPath(page));
    }

    /// A policy of addresses takes all below it.
    private static String withoutPath(URI page) {
        return page.getScheme() + "://" + page.getRawAuthority();
    }
}
