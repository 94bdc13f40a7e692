/// The keys to which kiosks seal cards, words and questions: a new one each month, and the old one
/// destroyed once nothing can come any more that only it opens.
package org.doorstep.hub.sealing;
