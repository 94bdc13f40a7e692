// A live page that has lost its stream says so, and since when, instead of looking right. All words are in the page.
(function () {
  'use strict';

  var banner = document.getElementById('not-live');
  if (!banner) {
    return;
  }
  var since = banner.querySelector('[data-since]');
  var clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hour12: false });

  function lost() {
    if (banner.hidden) {
      since.textContent = clock.format(new Date());
      banner.hidden = false;
    }
    document.documentElement.dataset.live = 'no';
  }

  function back() {
    banner.hidden = true;
    document.documentElement.dataset.live = 'yes';
  }

  document.body.addEventListener('htmx:sseError', lost);
  window.addEventListener('offline', lost);
  document.body.addEventListener('htmx:sseOpen', back);
  document.body.addEventListener('htmx:sseMessage', back);
})();
