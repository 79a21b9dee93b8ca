/** Headline, lead, headline, lead: two articles that tell the same story, or two that only look alike. */
export type HeadlinePair = readonly [string, string, string, string]

export const sameStory: readonly HeadlinePair[] = [
  [
    'Harbour bridge in Valmere closes after crack is found',
    'Engineers found a crack in a pylon of the Valmere harbour bridge on Monday.',
    'Crack found in pylon closes Valmere harbour bridge',
    'The Valmere bridge was shut to all traffic after inspectors saw a crack.',
  ],
  [
    'Lumen Motors recalls 40,000 electric vans over brake fault',
    'Lumen Motors is calling back 40,000 of its vans.',
    'Brake fault: Lumen Motors recalls 40,000 vans',
    'The carmaker Lumen Motors said the brakes may fail.',
  ],
  [
    'Senate passes water bill after night of debate',
    'The Senate voted 52 to 48 for the Clean Water bill.',
    'After a night of debate, the Senate passes the water bill',
    'By 52 votes to 48 the Senate passed the bill.',
  ],
  [
    'Kestrel 9 rocket lands on barge for the first time',
    'The Kestrel 9 booster came down upright off Cape Orrin.',
    'First landing on a barge for the Kestrel 9 rocket',
    'Off Cape Orrin the Kestrel 9 landed on a barge.',
  ],
  [
    'Quake of magnitude 6.1 shakes northern Tavria',
    'A quake of magnitude 6.1 struck near Dorsk in Tavria.',
    'Magnitude 6.1 quake hits northern Tavria',
    'The quake near Dorsk damaged dozens of houses in Tavria.',
  ],
  [
    'Orchid Bank to cut 3,000 jobs',
    'Orchid Bank said it would cut 3,000 jobs by spring.',
    'Orchid Bank will cut 3,000 jobs by spring',
    'Unions criticised the plan of Orchid Bank.',
  ],
  [
    'Mara Lindqvist wins the Northern Book Prize',
    'Mara Lindqvist took the prize for her novel Salt Roads.',
    'Northern Book Prize goes to Mara Lindqvist',
    'The novel Salt Roads by Mara Lindqvist has won.',
  ],
  [
    'Wildfire near Pinos forces 2,000 from their homes',
    'A fire near Pinos spread over the Cedar Ridge.',
    '2,000 leave homes as wildfire nears Pinos',
    'Flames crossed Cedar Ridge above Pinos.',
  ],
  [
    'Ferry strike ends as Skarholm union accepts offer',
    'The union of Skarholm ferry crews took the offer.',
    'Skarholm union accepts offer, ferry strike ends',
    'Crews in Skarholm go back to work.',
  ],
  [
    'Nordia and Belmar sign fishing treaty',
    'Nordia and Belmar ended their dispute with a treaty.',
    'Fishing treaty signed by Nordia and Belmar',
    'Ministers of Nordia and Belmar met in Oslo.',
  ],
  [
    'City council of Drayford approves tram line',
    'Drayford is to have a second tram line.',
    'Drayford city council approves second tram line',
    'The tram will reach the airport by 2031.',
  ],
  [
    'Museum in Arlen gets back stolen Vantongeren painting',
    'The painting was taken in 1998.',
    'Stolen Vantongeren painting is back in Arlen museum',
    'Police found the work in a cellar.',
  ],
  [
    'Central bank of Ruvia holds rate at 3.5 percent',
    'The bank of Ruvia left its rate unchanged.',
    'Ruvia central bank holds its rate at 3.5',
    'Rates in Ruvia stay where they were.',
  ],
  [
    'Storm Ottilie leaves 80,000 without power',
    'Storm Ottilie brought down lines in the west.',
    '80,000 without power after Storm Ottilie',
    'Crews repair lines that Ottilie tore down.',
  ],
  [
    'Glacier cave at Hintertal collapses, nobody hurt',
    'A cave in the Hintertal glacier fell in.',
    'Nobody hurt as glacier cave collapses at Hintertal',
    'Guides had closed the cave at Hintertal.',
  ],
  [
    'Opera house of Lirra reopens after fire',
    'Five years after the fire the house opens again.',
    'Lirra opera house reopens five years after fire',
    'The first night was Fidelio.',
  ],
  [
    'Chip maker Sillex to build plant in Moorwick',
    'Sillex will spend four billion in Moorwick.',
    'Sillex to build chip plant in Moorwick for four billion',
    'The plant brings 1,900 jobs to Moorwick.',
  ],
  [
    'Parrot that called police is adopted',
    'A parrot in Felling that called the police has a home.',
    'Adopted at last: the parrot that called the police',
    'The bird from Felling lives with a family.',
  ],
  [
    'Tavria holds snap election in March',
    'President Olen called an election for 14 March.',
    'Snap election in Tavria set for March',
    'The vote on 14 March was called by President Olen.',
  ],
  [
    'Halden United sack coach Perrin',
    'Halden United have parted with Jon Perrin.',
    'Coach Perrin sacked by Halden United',
    'Jon Perrin leaves after six defeats.',
  ],
  [
    'Dam at Corvo may break, thousands told to leave',
    'Thousands below the Corvo dam were told to leave after rain.',
    'Evacuation ordered below the Corvo reservoir',
    'Thousands were told to leave as the Corvo dam may break after rain.',
  ],
  [
    'Was die neue Brücke in Valmer kostet',
    'Die Brücke in Valmer kostet 90 Millionen Euro.',
    'Die neue Brücke in Valmer kostet 90 Millionen',
    'Der Rat von Valmer stimmte der Brücke zu.',
  ],
]
