// Moves a booking on the calendar by pointer or by keys, and asks the hub whether it may be there: the answer is a page.
// Without this script every booking is moved by opening it. All words are in the page.
(function () {
  'use strict';

  var table = document.querySelector('[data-calendar]');
  var form = document.getElementById('cal-move');
  if (!table || !form) {
    return;
  }
  var byDay = table.dataset.calendar === 'day';
  // Less is a hand that shakes.
  var LEAST_PIXELS = 8;
  var pulled = null;

  function entryOf(element) {
    var entry = element.closest('.cal-entry');
    return entry && entry.dataset.booking !== '0' && entry.dataset.starts ? entry : null;
  }

  function targetAt(x, y) {
    var under = document.elementFromPoint(x, y);
    var cell = under && under.closest('td[data-day]');
    return cell && table.contains(cell) ? cell : null;
  }

  function ask(entry, day, starts, where) {
    form.action = '/bookings/' + entry.dataset.booking + '/move';
    form.elements.day.value = day;
    form.elements.starts.value = starts;
    form.elements.where.value = where;
    form.submit();
  }

  // Of something that takes more than this row, such as the whole hall, only the time is changed.
  function whereOf(entry, cell) {
    var alone = table.querySelectorAll('[data-booking="' + entry.dataset.booking + '"]').length === 1;
    return alone && cell.dataset.where !== entry.closest('td').dataset.where ? cell.dataset.where : '';
  }

  function mark(cell) {
    table.querySelectorAll('.cal-target').forEach(function (marked) {
      marked.classList.remove('cal-target');
    });
    if (cell) {
      cell.classList.add('cal-target');
    }
  }

  function end() {
    if (pulled) {
      pulled.entry.classList.remove('cal-pulled');
      mark(null);
      pulled = null;
    }
  }

  table.addEventListener('pointerdown', function (event) {
    var handle = event.target.closest('.cal-handle');
    var entry = handle && entryOf(handle);
    if (!entry || event.button !== 0) {
      return;
    }
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    pulled = { entry: entry, handle: handle, x: event.clientX, y: event.clientY, far: false };
  });

  table.addEventListener('pointermove', function (event) {
    if (!pulled) {
      return;
    }
    var distance = Math.abs(event.clientX - pulled.x) + Math.abs(event.clientY - pulled.y);
    if (pulled.far || distance > LEAST_PIXELS) {
      pulled.far = true;
      pulled.entry.classList.add('cal-pulled');
      mark(targetAt(event.clientX, event.clientY));
    }
  });

  table.addEventListener('pointerup', function (event) {
    if (!pulled) {
      return;
    }
    var entry = pulled.entry;
    var cell = pulled.far ? targetAt(event.clientX, event.clientY) : null;
    end();
    if (!cell || cell === entry.closest('td')) {
      return;
    }
    ask(entry, cell.dataset.day, byDay ? cell.dataset.starts : entry.dataset.starts, whereOf(entry, cell));
  });

  table.addEventListener('pointercancel', end);

  function dayAfter(day, days) {
    var date = new Date(day + 'T12:00:00Z');
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  }

  function clockAfter(time, minutes) {
    var parts = time.split(':');
    var all = Number(parts[0]) * 60 + Number(parts[1]) + minutes;
    if (all < 0 || all >= 1440) {
      return null;
    }
    return String(Math.floor(all / 60)).padStart(2, '0') + ':' + String(all % 60).padStart(2, '0');
  }

  table.addEventListener('keydown', function (event) {
    var entry = event.altKey ? entryOf(event.target) : null;
    var across = document.documentElement.dir === 'rtl' ? -1 : 1;
    var steps = { ArrowLeft: -across, ArrowRight: across, ArrowUp: -1, ArrowDown: 1 };
    var step = steps[event.key];
    if (!entry || !step) {
      return;
    }
    event.preventDefault();
    if (!byDay) {
      ask(entry, dayAfter(entry.dataset.day, step), entry.dataset.starts, '');
      return;
    }
    var starts = clockAfter(entry.dataset.starts, step * 15);
    if (starts) {
      ask(entry, entry.dataset.day, starts, '');
    }
  });
})();
