/**
 * What SMART App Launch 2.2, the RFCs behind it, Inferno and this project ask of the authorization server and of the calls of apps, one requirement after the other
 * ({@code spec/smart-requirements.csv}); and third-party clients, unmodified, that do it (src/clients).
 */
@NullMarked
package fr.carnet.server.smart;

import org.jspecify.annotations.NullMarked;
