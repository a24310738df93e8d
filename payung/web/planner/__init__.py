"""What ministries and regions ask before they decide: a decree tried, a scenario, a region's plan."""
