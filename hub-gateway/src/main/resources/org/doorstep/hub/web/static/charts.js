// Draws each chart from the table that stands behind it, so that the two can never disagree, and all words are the
// table's. Without scripts the table is all there is, and it is enough.
(function () {
  'use strict';

  var style = getComputedStyle(document.documentElement);

  function token(name) {
    return style.getPropertyValue(name).trim();
  }

  // Told apart without colour too: bars by a pattern (aria.decal), lines by their marks and dashes.
  var colours = [token('--brand'), token('--sun'), token('--trouble'), token('--line-strong')];
  var lineColours = [token('--brand'), token('--notice'), token('--trouble')];
  var symbols = ['circle', 'rect', 'triangle'];
  var dashes = ['solid', 'dashed', 'dotted'];

  function text(cell) {
    return cell.textContent.trim();
  }

  function number(cell) {
    var value = cell.dataset.value;
    return value === undefined ? Number(text(cell)) : Number(value);
  }

  function series(table, kind, stacked) {
    var heads = Array.from(table.tHead.rows[0].cells).slice(1);
    var rows = Array.from(table.tBodies[0].rows);
    var palette = kind === 'line' ? lineColours : colours;
    return heads
      .map(function (head, i) {
        return { head: head, i: i };
      })
      .filter(function (column) {
        return 'series' in column.head.dataset;
      })
      .map(function (column, n) {
        return {
          name: text(column.head),
          type: kind,
          stack: stacked ? 'all' : undefined,
          barMaxWidth: 36,
          symbol: symbols[n % symbols.length],
          symbolSize: 9,
          lineStyle: { width: 3, type: dashes[n % dashes.length] },
          itemStyle: { color: palette[n % palette.length] },
          data: rows.map(function (row) {
            return number(row.cells[column.i + 1]);
          }),
        };
      });
  }

  function draw(place) {
    var table = document.getElementById(place.dataset.table);
    var rtl = document.documentElement.dir === 'rtl';
    var narrow = place.clientWidth < 480;
    var across = place.dataset.kind === 'across';
    var names = Array.from(table.tBodies[0].rows).map(function (row) {
      return text(row.cells[0]);
    });
    var names_axis = {
      type: 'category',
      data: names,
      inverse: across ? true : rtl,
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisLabel: { color: token('--ink'), fontSize: 14, alignMinLabel: across ? undefined : 'left', alignMaxLabel: across ? undefined : 'right', width: across ? 150 : undefined, overflow: across ? 'truncate' : undefined },
      axisTick: { show: false },
    };
    var values_axis = {
      type: 'value',
      minInterval: 1,
      inverse: across ? rtl : false,
      position: across ? 'top' : rtl ? 'right' : 'left',
      splitNumber: narrow ? 3 : 5,
      splitLine: { lineStyle: { color: token('--line') } },
      axisLabel: { color: token('--ink-soft'), fontSize: 14, hideOverlap: true },
    };
    if (across) {
      names_axis.position = rtl ? 'right' : 'left';
      place.classList.add('chart-across');
    }
    var chart = echarts.init(place, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: token('--font'), color: token('--ink') },
      aria: { enabled: true, label: { description: place.getAttribute('aria-label') }, decal: { show: place.dataset.kind === 'stacked' } },
      legend: { top: 0, textStyle: { fontSize: 14, color: token('--ink') }, itemGap: narrow ? 12 : 24 },
      grid: { left: 8, right: 16, top: narrow ? 64 : 40, bottom: 8, containLabel: true },
      xAxis: across ? values_axis : names_axis,
      yAxis: across ? names_axis : values_axis,
      series: series(table, place.dataset.kind === 'line' ? 'line' : 'bar', place.dataset.kind === 'stacked'),
    });
    new ResizeObserver(function () {
      chart.resize();
    }).observe(place);
  }

  document.querySelectorAll('[data-table]').forEach(draw);
})();
