package org.doorstep.hub.requests;

import org.doorstep.hub.aboutme.AboutMeDesk;
import org.doorstep.hub.booking.desk.BookingAnswers;
import org.doorstep.hub.booking.phone.PhoneDesk;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.paper.StaffPasses;
import org.doorstep.hub.passes.Blanks;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.residents.LostPassDesk;
import org.doorstep.hub.residents.Roster;
import org.doorstep.hub.sealing.SealingKeys;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.sealing.PrivateAnswering;

/// Answers what devices ask about people: opens the question, asks whoever knows, seals the answer.
public final class PrivateDesk {
    private final PrivateAnswering answering;
    private final SealingKeys sealing;
    private final PassSigner signer;
    private final TokenKey tokenKey;
    private final Blanks blanks;
    private final Roster roster;
    private final AboutMeDesk aboutMe;
    private final Forgotten forgotten;
    private final LostPassDesk lost;
    private final StaffPasses staff;
    private final BookingAnswers bookings;
    private final PhoneDesk phone;

    public PrivateDesk(
            PrivateAnswering answering,
            SealingKeys sealing,
            PassSigner signer,
            TokenKey tokenKey,
            Blanks blanks,
            Roster roster,
            AboutMeDesk aboutMe,
            Forgotten forgotten,
            LostPassDesk lost,
            StaffPasses staff,
            BookingAnswers bookings,
            PhoneDesk phone) {
        this.answering = answering;
        this.sealing = sealing;
        this.signer = signer;
        this.tokenKey = tokenKey;
        this.blanks = blanks;
        this.roster = roster;
        this.aboutMe = aboutMe;
        this.forgotten = forgotten;
        this.lost = lost;
        this.staff = staff;
        this.bookings = bookings;
        this.phone = phone;
    }

    /// For the loop that answers devices. Whoever sealed to a key that is gone, or to none of ours, is
    /// told which to seal to.
    Reply answer(DeviceId device, Request.Private question) {
        return answering
                .open(device, question)
                .<Reply>map(opened -> answering.sealed(opened, reply(device, opened.asked())))
                .orElseGet(() -> signer.sealingWord(sealing.told(), question));
    }

    private PrivateReply reply(DeviceId device, PrivateRequest asked) {
        return switch (asked) {
            case PrivateRequest.TokenKey _ -> tokenKey.reply().withSealing(sealing.told());
            case PrivateRequest.Blanks wanted -> blanks.fill(device, wanted);
            case PrivateRequest.Kept kept -> forgotten.answer(kept);
            case PrivateRequest.ChoosePhrase chosen -> lost.chosen(device, chosen);
            case PrivateRequest.LostPass pictures -> lost.asked(device, pictures);
            case PrivateRequest.Roster since -> roster.answer(since);
            case PrivateRequest.StaffPasses _ -> staff.told();
            case PrivateRequest.AboutMe tap -> aboutMe.answer(device, tap);
            case PrivateRequest.PrintCopy tap -> aboutMe.copy(device, tap);
            case PrivateRequest.Book wish -> bookings.book(device, wish);
            case PrivateRequest.MyBookings whose -> bookings.mine(whose);
            case PrivateRequest.AnswerOffer offer -> bookings.answerOffer(offer);
            case PrivateRequest.WhatBecame requests -> bookings.became(requests);
            case PrivateRequest.PhonePage wanted -> phone.answer(wanted);
        };
    }
}
